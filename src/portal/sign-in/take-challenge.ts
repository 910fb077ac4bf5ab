import { equalBytes } from "#pki/bytes.ts";
import type { Context } from "#portal/context.ts";
import { PortalError } from "#portal/error.ts";
import type { DocumentPurpose } from "./contract.ts";
import { secretHash } from "./secret-hash.ts";
import { type OpenChallenge, removeChallenge } from "./store.ts";

interface Claim {
  readonly nonce: string;
  readonly purpose: DocumentPurpose;
  /** The token in the pre-session cookie of the browser that answers; null when it sent none. */
  readonly browser: string | null;
  /** Null for SIGN_IN alone. */
  readonly holderId: string | null;
}

/**
 * Uses a challenge up, before anything costly is done for whoever answers it.
 *
 * It is gone afterwards in every case: a try that fails here or later has to ask for a new one.
 *
 * @throws {PortalError} CHALLENGE_REFUSED for one that is unknown, used, too old, or another's in browser, purpose or holder
 */
export async function takeChallenge(
  context: Context,
  { nonce, purpose, browser, holderId }: Claim,
): Promise<OpenChallenge> {
  const challenge = await removeChallenge(context.db, await secretHash(context, nonce));
  const fits =
    challenge !== null &&
    browser !== null &&
    challenge.expiresAt > context.clock.now() &&
    challenge.purpose === purpose &&
    challenge.holderId === holderId &&
    equalBytes(challenge.browserSha256, await secretHash(context, browser));
  if (!fits) throw new PortalError("CHALLENGE_REFUSED");
  return challenge;
}
