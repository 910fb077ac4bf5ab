import type { Database, Tx } from "#platform/database.ts";
import type { Prisma } from "#platform/prisma/client.ts";
import type { RequestState } from "#platform/prisma/enums.ts";

export const LISTED = {
  id: true,
  number: true,
  state: true,
  storage: true,
  confirmation: true,
  submittedAt: true,
  changedAt: true,
  expiresAt: true,
  holder: { select: { template: true, person: true, organisation: true } },
  claim: { select: { claimedAt: true, holderId: true, holder: { select: { person: true } } } },
} as const satisfies Prisma.KeyRequestSelect;

/** How many requests are in each of these states, counted no further than `most`. */
export async function countByState(
  db: Database,
  states: readonly RequestState[],
  most: number,
): Promise<ReadonlyMap<RequestState, number>> {
  const rows = await db.$queryRaw<{ state: RequestState; count: number }[]>`
    SELECT s.state, (
      SELECT count(*)::int FROM (SELECT FROM key_request r WHERE r.state = s.state LIMIT ${most}) counted
    ) AS count FROM unnest(${[...states]}::"RequestState"[]) AS s(state)`;
  return new Map(rows.map(({ state, count }) => [state, count]));
}

/** How many wait since before a moment, counted no further than `most`. */
export async function countWaitingSince(db: Database, before: Date, most: number): Promise<number> {
  const [row] = await db.$queryRaw<{ count: number }[]>`
    SELECT count(*)::int AS count FROM (
      SELECT FROM key_request WHERE state = 'SUBMITTED' AND submitted_at < ${before} LIMIT ${most}) counted`;
  return row?.count ?? 0;
}

/** Of the requests filed from a moment on: how many on each day of Kazakhstan, and how they stand now. */
export async function countByDay(db: Database, from: Date) {
  return db.$queryRaw<{ day: string; state: RequestState; count: number }[]>`
    SELECT to_char(submitted_at AT TIME ZONE '+05', 'YYYY-MM-DD') AS day, state, count(*)::int AS count
    FROM key_request WHERE submitted_at >= ${from} GROUP BY 1, 2`;
}

/** @returns the ids by number, of those that exist */
export async function findNumbers(tx: Tx, numbers: readonly string[]) {
  return tx.keyRequest.findMany({
    where: { number: { in: [...numbers] } },
    select: { id: true, number: true, state: true },
    // so that two who claim the same do not wait for each other in a circle
    orderBy: { id: "asc" },
  });
}

interface Claim {
  readonly requestId: string;
  readonly holderId: string;
  readonly at: Date;
  /** Claims from before then have lapsed. */
  readonly lapsed: Date;
}

/** Takes a request; false where somebody else has it. */
export async function claimOnce(tx: Tx, { requestId, holderId, at, lapsed }: Claim): Promise<boolean> {
  const taken = await tx.$executeRaw`
    INSERT INTO request_claim AS c (request_id, holder_id, claimed_at)
    VALUES (${requestId}::uuid, ${holderId}::uuid, ${at})
    ON CONFLICT (request_id) DO UPDATE SET holder_id = excluded.holder_id, claimed_at = excluded.claimed_at
      WHERE c.holder_id = excluded.holder_id OR c.claimed_at < ${lapsed}`;
  return taken === 1;
}

/** Gives a request back; false where this person did not have it. Nobody's in particular: whoever has it. */
export async function releaseOnce(tx: Tx, requestId: string, holderId: string | null): Promise<boolean> {
  const { count } = await tx.requestClaim.deleteMany({ where: { requestId, ...(holderId && { holderId }) } });
  return count === 1;
}

export async function whoClaimed(tx: Tx, requestId: string) {
  return tx.requestClaim.findUnique({ where: { requestId }, select: { holder: { select: { person: true } } } });
}

export async function findQueuedOne(db: Database, number: string) {
  return db.keyRequest.findUnique({
    where: { number },
    select: {
      ...LISTED,
      revision: true,
      keyAlgorithm: true,
      confirmedAt: true,
      rejectedFor: true,
      decisions: {
        select: {
          verdict: true,
          reason: true,
          decidedAt: true,
          approver: { select: { person: true, template: true } },
        },
        orderBy: { decidedAt: "asc" },
      },
      certificates: { select: { serial: true, slot: true }, orderBy: { slot: "asc" } },
      notes: {
        select: { id: true, at: true, text: true, holder: { select: { person: true } } },
        orderBy: { at: "asc" },
      },
    },
  });
}

interface Note {
  readonly requestId: string;
  readonly holderId: string;
  readonly at: Date;
  readonly text: string;
}

export async function insertNote(tx: Tx, note: Note): Promise<void> {
  await tx.requestNote.create({ data: note });
}

export async function listViews(db: Database, holderId: string) {
  return db.savedView.findMany({ where: { holderId }, orderBy: { name: "asc" } });
}

export async function keepView(
  db: Database,
  { holderId, name, query }: { readonly holderId: string; readonly name: string; readonly query: string },
): Promise<void> {
  await db.savedView.upsert({
    where: { holderId_name: { holderId, name } },
    create: { holderId, name, query },
    update: { query },
  });
}

/** False where this person has no such view. */
export async function dropView(db: Database, holderId: string, id: string): Promise<boolean> {
  return (await db.savedView.deleteMany({ where: { id, holderId } })).count === 1;
}
