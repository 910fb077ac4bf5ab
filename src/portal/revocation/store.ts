import type { Database, Tx } from "#platform/database.ts";
import type { RevocationReason, Slot } from "#platform/prisma/enums.ts";
import { createDocument } from "#portal/requests/store.ts";
import type { RecentOrders } from "./contract.ts";

/** A certificate of a holder, with whoever may revoke it. */
export interface HeldCertificate {
  readonly id: string;
  /** Lower-case hexadecimal. */
  readonly serial: string;
  readonly slot: Slot;
  readonly revokedAt: Date | null;
  readonly revocationReason: RevocationReason | null;
  readonly personId: string;
  readonly organisationId: string | null;
  readonly iin: string;
  readonly surname: string;
  readonly givenName: string;
  readonly patronymic: string | null;
}

/** The certificates that our issuing authorities gave these serials, by their ids. */
export async function findBySerials(db: Database, serials: readonly string[]): Promise<readonly HeldCertificate[]> {
  return db.$queryRaw<HeldCertificate[]>`
    SELECT c.id, c.serial, c.slot::text, c.revoked_at AS "revokedAt", c.revocation_reason::text AS "revocationReason",
      h.person_id AS "personId", h.organisation_id AS "organisationId", p.iin, p.surname, p.given_name AS "givenName",
      p.patronymic
    FROM certificate c JOIN holder h ON h.id = c.holder_id JOIN person p ON p.id = h.person_id
    WHERE c.issuer_id IN (SELECT id FROM authority_certificate WHERE kind = 'ISSUING') AND c.serial = ANY (${serials})
    ORDER BY c.id`;
}

interface NewOrder {
  readonly document: Omit<Parameters<typeof createDocument>[1], "signedAt">;
  /** Absent where a hold is to be lifted. */
  readonly reason: RevocationReason | null;
  readonly certificateIds: readonly string[];
  readonly at: Date;
}

/** Writes an order down and puts the worker to it, in the transaction of the caller; its document's id. */
export async function createOrders(tx: Tx, { document, reason, certificateIds, at }: NewOrder): Promise<string> {
  const ids = [...certificateIds, document.certificateId];
  await tx.$executeRaw`SELECT tanba_lock_certificates(${ids}::uuid[])`;
  const documentId = await createDocument(tx, { ...document, signedAt: at });
  await tx.revocationOrder.createMany({
    data: certificateIds.map((certificateId) => ({ documentId, certificateId, reason, orderedAt: at })),
  });
  await tx.$executeRaw`SELECT tanba_queue_revocation()`;
  return documentId;
}

/** The orders that this holder signed last, the newest first. */
export async function listOrders(db: Database, holderId: string, since: Date): Promise<RecentOrders["orders"]> {
  const rows = await db.revocationOrder.findMany({
    where: { orderedAt: { gte: since }, document: { certificate: { holderId } } },
    orderBy: [{ orderedAt: "desc" }, { id: "desc" }],
    take: 100,
    select: { documentId: true, outcome: true, certificate: { select: { serial: true } } },
  });
  return rows.map(({ documentId, outcome, certificate: { serial } }) => ({
    order: documentId,
    serial,
    state: outcome ?? "PENDING",
  }));
}

/** On whose word a certificate is on hold. */
export interface HoldPlacer {
  readonly certificateId: string;
  /** Who signed the order that put it there, or, of the authority's, the second of the two. */
  readonly personId: string;
  /** The authority has ordered it too, be it that it was on hold already: then it is no longer a person's own to lift. */
  readonly byAuthority: boolean;
}

/** On whose word each of these certificates was last put on hold; without those that nobody signed for. */
export async function findHoldPlacers(
  db: Database | Tx,
  certificateIds: readonly string[],
): Promise<readonly HoldPlacer[]> {
  return db.$queryRaw<HoldPlacer[]>`
    SELECT DISTINCT ON (r.certificate_id) r.certificate_id AS "certificateId", h.person_id AS "personId", EXISTS (
      SELECT FROM revocation_order a JOIN signed_document d ON d.id = a.document_id
      WHERE a.certificate_id = r.certificate_id AND a.reason = 'CERTIFICATE_HOLD' AND a.outcome IN ('APPLIED', 'UNCHANGED')
        AND d.purpose = 'APPROVE_ORDER' AND (a.done_at, a.id) >= (r.done_at, r.id)) AS "byAuthority"
    FROM revocation_order r JOIN signed_document d ON d.id = r.document_id JOIN certificate c ON c.id = d.certificate_id
      JOIN holder h ON h.id = c.holder_id
    WHERE r.certificate_id = ANY (${certificateIds}::uuid[]) AND r.reason = 'CERTIFICATE_HOLD' AND r.outcome = 'APPLIED'
    ORDER BY r.certificate_id, r.done_at DESC, r.id DESC`;
}

/** The same for one certificate; null when nobody signed for its hold. */
export async function findHoldPlacer(db: Database | Tx, certificateId: string): Promise<HoldPlacer | null> {
  return (await findHoldPlacers(db, [certificateId]))[0] ?? null;
}
