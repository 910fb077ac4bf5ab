import { type RevocableCertificate, releaseText, revokeText } from "#portal/documents/contract.ts";
import { Ordered, RecentOrders, Release, type RevocationReason, Revoke } from "#portal/revocation/contract.ts";
import type { Code } from "#portal/step-up/contract.ts";
import type { Language } from "#portal/wire/contract.ts";
import { callApi } from "../api.ts";
import { signDocument } from "../keystore/key-session.ts";
import { askChallenge } from "./ask-challenge.ts";
import type { CodeWish } from "./code.ts";

interface RevocationInput {
  readonly certificates: readonly RevocableCertificate[];
  readonly reason: RevocationReason;
  readonly language: Language;
}

/**
 * Begins to have certificates revoked or put on hold: gives the text to show, and the act that signs and sends it and gives
 * the order's id.
 *
 * @throws {ApiProblem} from both; `finish` also throws KeystoreError KEY_NOT_OPEN or KEY_PURPOSE
 */
export async function beginRevocation({ certificates, reason, language }: RevocationInput) {
  const { nonce } = await askChallenge("REVOKE");
  const text = revokeText({ origin: location.origin, nonce, language, reason, certificates });
  return {
    text,
    /** What the code that `finish` needs for others' keys is to be asked for. */
    codeWish: { purpose: "REVOKE", text, reference: certificates[0]?.serial.slice(-8) } satisfies CodeWish,
    async finish(keyId: string, code?: Code): Promise<string> {
      const serials = certificates.map(({ serial }) => serial);
      const value = { nonce, language, serials, reason, cms: new Uint8Array(await signDocument(keyId, text)), code };
      const body = { contract: Revoke, value };
      return (await callApi({ method: "POST", path: "/api/revocations", body, answer: Ordered })).order;
    },
  };
}

interface ReleaseInput {
  readonly certificate: RevocableCertificate;
  readonly language: Language;
}

/** The same to have a hold lifted. */
export async function beginRelease({ certificate, language }: ReleaseInput) {
  const { nonce, expiresAt } = await askChallenge("RELEASE");
  const text = releaseText({ origin: location.origin, nonce, language, certificate, expiresAt });
  return {
    text,
    async finish(keyId: string): Promise<string> {
      const { serial } = certificate;
      const value = { nonce, language, serial, cms: new Uint8Array(await signDocument(keyId, text)) };
      const body = { contract: Release, value };
      return (await callApi({ method: "POST", path: "/api/releases", body, answer: Ordered })).order;
    },
  };
}

/** What has become of an order: PENDING until all of it is done, REFUSED when any of it is refused. @throws {ApiProblem} */
export async function askOrder(order: string): Promise<"PENDING" | "DONE" | "REFUSED"> {
  const { orders } = await callApi({ method: "GET", path: "/api/revocations", answer: RecentOrders });
  const states = orders.flatMap((one) => (one.order === order ? one.state : []));
  if (states.includes("REFUSED")) return "REFUSED";
  return states.length === 0 || states.includes("PENDING") ? "PENDING" : "DONE";
}
