import { readPublicKey } from "#pki/public-key.ts";
import type { Context } from "#portal/context.ts";
import { possessionText } from "#portal/documents/contract.ts";
import { PortalError } from "#portal/error.ts";
import { takeChallenge } from "#portal/sign-in/take-challenge.ts";
import type { Possession } from "./contract.ts";
import { findFirstKeys } from "./store.ts";

/** What a browser without a session wants to do with the pair of its request. */
export type PossessionAct = "certificates" | "installed";

interface Claim extends Possession {
  readonly number: string;
  readonly act: PossessionAct;
  /** The token in the browser's pre-session cookie. */
  readonly browser: string | null;
}

/**
 * Proves that whoever asks holds the new key for signing in of this request: the one thing that its applicant alone has.
 *
 * @returns the request, as `findFirstKeys` has it
 * @throws {PortalError} CHALLENGE_REFUSED, NOT_FOUND for a number that is none as for a signature of another key
 */
export async function requirePossession(context: Context, { number, act, browser, nonce, signature }: Claim) {
  await takeChallenge(context, { nonce, purpose: "POSSESSION", browser, holderId: null });
  const request = await findFirstKeys(context.db, number);
  if (!request) throw new PortalError("NOT_FOUND");
  const { authSpki } = request;
  const text = new TextEncoder().encode(possessionText({ origin: context.origin, nonce, number, act }));
  const algorithm = readPublicKey(authSpki).type === "RSA" ? "RSA-SHA256" : "ECDSA-P256-SHA256";
  if (!(await context.primitives.verify(algorithm, authSpki, text, signature))) throw new PortalError("NOT_FOUND");
  return request;
}
