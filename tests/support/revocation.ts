import { toBase64 } from "#pki/bytes.ts";
import { parseCertificate } from "#pki/certificate.ts";
import { type RevocableCertificate, releaseText, revokeText } from "#portal/documents/contract.ts";
import { fullName } from "#portal/people/full-name.ts";
import type { RevocationReason } from "#portal/revocation/contract.ts";
import { cmsOver, type TestKey } from "./people.ts";
import { receiveCode } from "./step-up.ts";
import { type Answer, call, challenge, type Visitor } from "./visitor.ts";
import { ORIGIN, type TestHolder } from "./world.ts";

type Slot = "AUTH" | "SIGN";

/** One certificate of a holder, as a document names it. */
export function named(holder: TestHolder, slot: Slot = "SIGN"): RevocableCertificate {
  const { serial } = parseCertificate(holder.certificates[slot]);
  return { serial, slot, iin: holder.actor.iin, name: fullName(holder.actor) };
}

interface Signer {
  /** Which of the signer's own keys; SIGN unless it says otherwise. */
  readonly slot?: Slot;
  readonly signer?: TestKey;
  readonly signerDer?: Uint8Array;
  readonly text?: (text: string) => string;
  readonly purpose?: string;
}

export interface RevokeWish extends Signer {
  readonly reason?: RevocationReason;
  readonly withoutCode?: true;
  /** What is sent, where it is not what is signed. */
  readonly over?: Readonly<Record<string, unknown>>;
}

/** What a browser sends to have these certificates revoked; each part can be made wrong. */
export async function revocationBody(
  visitor: Visitor,
  signer: TestHolder,
  certificates: readonly RevocableCertificate[],
  wish: RevokeWish = {},
) {
  const { reason = "SUPERSEDED", purpose = "REVOKE" } = wish;
  const { nonce } = await challenge(visitor, purpose);
  const text = revokeText({ origin: ORIGIN, nonce, language: "kk", reason, certificates });
  const serials = certificates.map(({ serial }) => serial);
  const overOthers = certificates.some(({ iin }) => iin !== signer.actor.iin);
  const code = overOthers && !wish.withoutCode ? await receiveCode(visitor, "REVOKE", text) : undefined;
  return { nonce, language: "kk", serials, reason, cms: signed(visitor, signer, text, wish), code, ...wish.over };
}

export async function revoke(
  visitor: Visitor,
  signer: TestHolder,
  certificates: readonly RevocableCertificate[],
  wish: RevokeWish = {},
): Promise<Answer> {
  return call(visitor, "POST /api/revocations", { json: await revocationBody(visitor, signer, certificates, wish) });
}

/** What a browser sends to have a hold lifted. */
export async function releaseBody(
  visitor: Visitor,
  signer: TestHolder,
  certificate: RevocableCertificate,
  wish: Signer = {},
) {
  const { nonce, expiresAt } = await challenge(visitor, wish.purpose ?? "RELEASE");
  const text = releaseText({ origin: ORIGIN, nonce, language: "kk", certificate, expiresAt });
  return { nonce, language: "kk", serial: certificate.serial, cms: signed(visitor, signer, text, wish) };
}

export async function release(
  visitor: Visitor,
  signer: TestHolder,
  certificate: RevocableCertificate,
  wish: Signer = {},
): Promise<Answer> {
  return call(visitor, "POST /api/releases", { json: await releaseBody(visitor, signer, certificate, wish) });
}

function signed(visitor: Visitor, by: TestHolder, text: string, wish: Signer): string {
  const { slot = "SIGN", signer = by.keys[slot], signerDer = by.certificates[slot] } = wish;
  return toBase64(cmsOver(wish.text?.(text) ?? text, signer, signerDer, visitor.world.clock.now()));
}
