import type { Database, Tx } from "#platform/database.ts";
import type { RevocationOutcome } from "#platform/prisma/enums.ts";

/** Orders are done one document after the other, whoever runs: a release never overtakes the hold that it lifts. */
export async function lockOrders(tx: Tx): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended('revocation orders', 0))`;
}

/** The document whose orders wait the longest. */
export async function findNextDocument(db: Database, except: readonly string[]): Promise<string | null> {
  const next = await db.revocationOrder.findFirst({
    where: { doneAt: null, documentId: { notIn: [...except] } },
    orderBy: [{ orderedAt: "asc" }, { id: "asc" }],
    select: { documentId: true },
  });
  return next?.documentId ?? null;
}

const SIGNER = { certificate: { include: { holder: true } } } as const;

export type OrderedDocument = Awaited<ReturnType<typeof readOrdered>>;

/**
 * A document with its orders and with all that the register knows about its signer and about what it is to revoke; of the
 * authority's, with what its first signer has signed.
 */
export async function readOrdered(tx: Tx, documentId: string) {
  const document = await tx.signedDocument.findUniqueOrThrow({
    where: { id: documentId },
    include: {
      ...SIGNER,
      decidedOrder: { include: { document: { include: SIGNER } } },
      orders: {
        orderBy: { certificateId: "asc" },
        include: { certificate: { include: { holder: { include: { person: true } } } } },
      },
    },
  });
  return { ...document, steppedUp: await isSteppedUp(tx, documentId) };
}

/** Whether its signer has redeemed a code for this very text. */
async function isSteppedUp(tx: Tx, documentId: string): Promise<boolean> {
  const rows = await tx.$queryRaw<unknown[]>`
    SELECT FROM signed_document d JOIN certificate c ON c.id = d.certificate_id
      JOIN step_up s ON s.text_sha256 = sha256(convert_to(d.text, 'UTF8')) AND s.holder_id = c.holder_id
    WHERE d.id = ${documentId}::uuid AND s.purpose = 'REVOKE' AND s.redeemed_at IS NOT NULL`;
  return rows.length > 0;
}

/** Whether an order on this certificate was done by the same text before: then this one was played again. */
export async function isReplayed(tx: Tx, { id, text, orders }: OrderedDocument): Promise<boolean> {
  const certificateId = { in: orders.map((order) => order.certificateId) };
  const before = await tx.revocationOrder.findFirst({
    where: { certificateId, doneAt: { not: null }, OR: [{ documentId: id }, { document: { text } }] },
    select: { id: true },
  });
  return before !== null;
}

interface Done {
  readonly outcome: RevocationOutcome;
  readonly refusedFor?: string;
  readonly at: Date;
}

export async function markDone(tx: Tx, orderId: string, { outcome, refusedFor, at }: Done): Promise<void> {
  await tx.$executeRaw`
    UPDATE revocation_order SET done_at = ${at}, outcome = ${outcome}::"RevocationOutcome", refused_for = ${refusedFor ?? null}
    WHERE id = ${orderId}::uuid`;
}

/** The pair that this request has replaced, once the new one is installed; nothing before, and for a first pair. */
export async function findReplaced(tx: Tx, requestId: string): Promise<readonly string[]> {
  const certificates = await tx.certificate.findMany({
    where: { request: { certificates: { some: { replacedBy: { some: { id: requestId, state: "INSTALLED" } } } } } },
    orderBy: { id: "asc" },
    select: { id: true },
  });
  return certificates.map(({ id }) => id);
}
