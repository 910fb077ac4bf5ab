import type { Database } from "#platform/database.ts";
import { plannedAnew } from "#platform/planned-anew.ts";
import type { Prisma } from "#platform/prisma/client.ts";
import type { MessageState } from "#platform/prisma/enums.ts";
import { GIVEN_UP } from "#portal/messages/again/is-given-up.ts";
import type { MessageCursor, MessageFilter } from "#portal/messages/contract.ts";
import { daysBetween } from "#portal/wire/days-between.ts";
import { windowFrom } from "#portal/wire/window-from.ts";

const LISTED = {
  ...{ id: true, channel: true, kind: true, state: true, createdAt: true, dueAt: true, settledAt: true },
  ...{ expiresAt: true, attempts: true, lastError: true, sentTo: true, repeatsId: true },
  person: { select: { iin: true, surname: true, givenName: true, patronymic: true } },
  repeatedBy: { select: { createdAt: true } },
} as const satisfies Prisma.MessageSelect;

interface Window {
  readonly cursor: MessageCursor;
  readonly take: number;
}

/** Messages that fit, the newest first, no more than `take` from a place on. Those before a place come the other way round. */
export async function findMessages(db: Database, filter: MessageFilter, { cursor, take }: Window) {
  const { where, order } = windowFrom(cursor, false, {
    time: (createdAt) => ({ createdAt }),
    tie: (id) => ({ id }),
  });
  return plannedAnew(db, (tx) =>
    tx.message.findMany({
      where: { AND: [whereOf(filter), where] },
      orderBy: [{ createdAt: order }, { id: order }],
      select: LISTED,
      take,
    }),
  );
}

function whereOf({ state, channel, kind, ...days }: MessageFilter): Prisma.MessageWhereInput {
  return {
    ...(state === "GIVEN_UP" ? { state: { in: [...GIVEN_UP] }, repeatedBy: null } : state && { state }),
    ...(channel && { channel }),
    ...(kind && { kind }),
    createdAt: daysBetween(days),
  };
}

/** The requests that messages tell of, by the ids of the messages. */
export async function findNumbersIn(db: Database, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const rows = await db.$queryRaw<{ id: string; number: string }[]>`
    SELECT id::text, number FROM unnest(${[...ids]}::uuid[]) AS id, tanba_message_number(id) AS number
    WHERE number IS NOT NULL`;
  return new Map(rows.map(({ id, number }) => [id, number]));
}

/** How many were given up and not sent again, counted no further than `most`. */
export async function countGivenUp(db: Database, most: number): Promise<number> {
  const [row] = await db.$queryRaw<{ count: number }[]>`
    SELECT count(*)::int AS count FROM (
      SELECT FROM message m WHERE m.state IN ('FAILED', 'UNKNOWN')
        -- asked of each: NOT EXISTS might read all messages to ask but once
        AND (SELECT id FROM message WHERE repeats_id = m.id) IS NULL LIMIT ${most}) counted`;
  return row?.count ?? 0;
}

interface Counted {
  readonly states: readonly MessageState[];
  readonly from: Date;
  readonly most: number;
}

/** How many that were queued from a moment on are in these states, each counted no further than `most`. */
export async function countSince(db: Database, { states, from, most }: Counted): Promise<number> {
  const [row] = await db.$queryRaw<{ count: number }[]>`
    SELECT sum(counted)::int AS count FROM unnest(${[...states]}::"MessageState"[]) AS s(state), LATERAL (
      SELECT count(*) AS counted FROM (
        SELECT FROM message m WHERE m.state = s.state AND m.created_at >= ${from} LIMIT ${most}) one) each`;
  return row?.count ?? 0;
}
