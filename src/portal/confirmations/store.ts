import type { Database, Tx } from "#platform/database.ts";
import { DECIDING } from "#portal/approvals/may-decide.ts";

interface NewPolicy {
  readonly organisationId: string;
  readonly confirmations: number;
  readonly documentId: string;
  readonly orderedAt: Date;
}

/** Writes down what a first head has signed, and puts the worker to it, in the transaction of the caller. */
export async function createPolicy(tx: Tx, policy: NewPolicy): Promise<void> {
  await tx.confirmationPolicy.createMany({ data: [policy] });
  await tx.$executeRaw`SELECT tanba_queue_policies()`;
}

/** What is in force in an organisation, and what its first head ordered last. */
export async function readPolicy(db: Database, organisationId: string) {
  const { confirmations } = await db.organisation.findUniqueOrThrow({ where: { id: organisationId } });
  const last = await db.confirmationPolicy.findFirst({
    where: { organisationId },
    orderBy: [{ orderedAt: "desc" }, { id: "desc" }],
    select: { confirmations: true, doneAt: true, refusedFor: true },
  });
  return { confirmations, last };
}

/** How many persons may confirm for an organisation, a first head's delegates among them, and can sign at `now`. */
export async function countManagers(db: Database, organisationId: string, now: Date): Promise<number> {
  const [row] = await db.$queryRaw<{ count: number }[]>`
    SELECT count(DISTINCT h.person_id)::int AS count FROM holder h
    WHERE h.organisation_id = ${organisationId}::uuid AND h.blocked_at IS NULL
      AND (h.template::text = ANY (${DECIDING}) OR (EXISTS (SELECT FROM delegation d WHERE d.delegate_holder_id = h.id)
        AND tanba_delegated_kinds(h.id, ${now}) IS NOT NULL))
      AND EXISTS (SELECT FROM certificate c WHERE c.holder_id = h.id AND c.slot = 'SIGN' AND c.revoked_at IS NULL
        AND c.not_before <= ${now} AND c.not_after >= ${now})`;
  return row?.count ?? 0;
}

// ----------------------------------------------------------------------------------------------- what the worker does

export type OpenPolicy = NonNullable<Awaited<ReturnType<typeof lockNextPolicy>>>;

/** The order that waits the longest, locked, with its document and all that the register knows of who signed it. */
export async function lockNextPolicy(tx: Tx) {
  const [row] = await tx.$queryRaw<{ id: string }[]>`
    SELECT id FROM confirmation_policy WHERE done_at IS NULL
    ORDER BY ordered_at, id LIMIT 1 FOR UPDATE`;
  if (!row) return null;
  return tx.confirmationPolicy.findUniqueOrThrow({
    where: { id: row.id },
    include: { organisation: true, document: { include: { certificate: { include: { holder: true } } } } },
  });
}

/** Whether the same text was done before: then this one was played again. */
export async function isPolicyReplayed(tx: Tx, text: string): Promise<boolean> {
  const where = { doneAt: { not: null }, document: { text } };
  return (await tx.confirmationPolicy.findFirst({ where, select: { id: true } })) !== null;
}

export async function setConfirmations(tx: Tx, id: string, confirmations: number): Promise<void> {
  await tx.$executeRaw`UPDATE organisation SET confirmations = ${confirmations} WHERE id = ${id}::uuid`;
}

export async function settlePolicy(tx: Tx, id: string, { at, refusedFor }: { at: Date; refusedFor: string | null }) {
  await tx.$executeRaw`
    UPDATE confirmation_policy SET done_at = ${at}, refused_for = ${refusedFor} WHERE id = ${id}::uuid`;
}
