import { PortalError } from "#portal/error.ts";

interface Signer {
  readonly revokedAt: Date | null;
  readonly holder: { readonly blockedAt: Date | null };
}

/** The clocks of `web` and of the worker may differ by so much. */
const SKEW_MS = 5_000;

/**
 * A signer's key was not revoked yet, nor its holder blocked, when a document was received. What came afterwards does not
 * undo it.
 *
 * @throws {PortalError} NO_VALID_KEY, HOLDER_BLOCKED
 */
export function requireInForce({ revokedAt, holder }: Signer, receivedAt: Date): void {
  const received = receivedAt.getTime() - SKEW_MS;
  if (revokedAt && revokedAt.getTime() < received) throw new PortalError("NO_VALID_KEY");
  if (holder.blockedAt && holder.blockedAt.getTime() < received) throw new PortalError("HOLDER_BLOCKED");
}
