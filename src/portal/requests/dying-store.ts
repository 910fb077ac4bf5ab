import { revokeCertificate } from "#ca/revocation/store.ts";
import type { Tx } from "#platform/database.ts";
import { recordEvents } from "#portal/audit/store.ts";
import { tellApplicants } from "#portal/notices/requests/tell-applicants.ts";

/** What a request is rejected for that dies with the certificate it was signed with. */
export const DIED = "CERTIFICATE_REVOKED";

/**
 * Locks the requests on their way that were signed with these certificates, before these change: whoever issues on them
 * locks in the same order, the request first and its signer's certificate then.
 */
export async function lockSignedWith(tx: Tx, certificateIds: readonly string[]): Promise<void> {
  await tx.$executeRaw`
    SELECT FROM key_request WHERE replaces_id = ANY (${certificateIds}::uuid[])
      AND state IN ('SUBMITTED', 'CONFIRMED', 'ISSUING') ORDER BY id FOR UPDATE`;
}

/**
 * Rejects the requests that wait or are confirmed, and were signed with a certificate that is revoked or on hold.
 *
 * What is being issued already ends when its pair is stored.
 *
 * @param certificateIds with these alone; without them with any, but for those that somebody else has locked
 */
export async function rejectSignedWith(tx: Tx, at: Date, certificateIds?: readonly string[]): Promise<void> {
  const ids = certificateIds ?? null;
  const rejected = await tx.$queryRaw<{ id: string }[]>`
    UPDATE key_request SET state = 'REJECTED', rejected_for = ${DIED}, changed_at = ${at} WHERE id IN (
      SELECT r.id FROM key_request r JOIN certificate c ON c.id = r.replaces_id
      WHERE r.state IN ('SUBMITTED', 'CONFIRMED') AND c.revoked_at IS NOT NULL
        AND (${ids}::uuid[] IS NULL OR c.id = ANY (${ids}::uuid[]))
      ORDER BY r.id FOR UPDATE OF r SKIP LOCKED)
    RETURNING id`;
  await recordEvents(
    tx,
    rejected.map(({ id }) => ({ at, action: "request-rejected", requestId: id, facts: { code: DIED } })),
  );
  await tellApplicants(tx, {
    ...{ at, kind: "REQUEST_ENDED" },
    requests: rejected.map(({ id }) => ({ id, reason: DIED })),
  });
}

/**
 * Of these locked requests, those whose signer's certificate is revoked or on hold, or ordered to be.
 *
 * The certificates stay locked until the transaction ends, against changes and new orders both: so an order comes before
 * this look, and is seen, or after the pair is stored.
 */
export async function lockSigners(tx: Tx, requestIds: readonly string[]): Promise<ReadonlySet<string>> {
  await tx.$executeRaw`
    SELECT FROM certificate WHERE id IN (SELECT replaces_id FROM key_request WHERE id = ANY (${requestIds}::uuid[]))
    ORDER BY id FOR UPDATE`;
  // a statement of its own, which sees what was committed while the one above waited
  const dying = await tx.$queryRaw<{ id: string }[]>`
    SELECT r.id FROM key_request r JOIN certificate c ON c.id = r.replaces_id
    WHERE r.id = ANY (${requestIds}::uuid[]) AND (c.revoked_at IS NOT NULL OR EXISTS (
      SELECT FROM revocation_order o WHERE o.certificate_id = c.id AND o.done_at IS NULL AND o.reason IS NOT NULL))`;
  return new Set(dying.map(({ id }) => id));
}

/** Revokes what was issued for these requests, which nobody may use: it has to be on record that it was signed. */
export async function revokeIssued(tx: Tx, requestIds: readonly string[], at: Date): Promise<void> {
  const certificates = await tx.certificate.findMany({
    where: { requestId: { in: [...requestIds] } },
    select: { id: true, requestId: true },
  });
  for (const { id: certificateId, requestId } of certificates) {
    const reason = "CESSATION_OF_OPERATION";
    await revokeCertificate(tx, { certificateId, reason, at });
    await recordEvents(tx, [{ at, action: "certificate-revoked", requestId, certificateId, facts: { reason } }]);
  }
}
