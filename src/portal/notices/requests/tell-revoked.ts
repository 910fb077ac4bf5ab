import type { Tx } from "#platform/database.ts";
import type { RevocationReason } from "#platform/prisma/enums.ts";
import { queueMessages } from "#portal/messages/queue-messages.ts";
import { findToldPairs } from "./store.ts";

interface Revoked {
  readonly at: Date;
  /** What revoked them: an order's document, or the request that replaces them. */
  readonly by: string;
  readonly certificates: readonly { readonly id: string; readonly reason: RevocationReason }[];
}

/** Tells holders that their keys no longer work, one letter a pair, in the transaction that revokes them. */
export async function tellRevoked(tx: Tx, { at, by, certificates }: Revoked): Promise<void> {
  const reasons = new Set(certificates.map(({ reason }) => reason));
  for (const reason of reasons) {
    const ids = certificates.filter((certificate) => certificate.reason === reason).map(({ id }) => id);
    await queueMessages(
      tx,
      at,
      (await findToldPairs(tx, ids)).map(({ requestId, serial, holder: { personId } }) => ({
        ...{
          key: `CERTIFICATE_REVOKED:${by}:${requestId}:${reason}`,
          channel: "EMAIL",
          kind: "CERTIFICATE_REVOKED",
          personId,
        },
        facts: { serial, reason },
      })),
    );
  }
}
