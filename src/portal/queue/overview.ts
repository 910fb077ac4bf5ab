import type { RequestState } from "#platform/prisma/enums.ts";
import type { Actor } from "#portal/actor.ts";
import { overdueBefore } from "#portal/approvals/ageing.ts";
import type { Context } from "#portal/context.ts";
import { dayInAlmaty, startOfDay } from "#portal/notices/almaty-day.ts";
import { requireMay } from "#portal/staff/roles.ts";
import { countByDay, countByState, countWaitingSince } from "./store.ts";

export const DAYS = 30;
/** Nobody counts further: so many are "more than". */
export const COUNTED_AT_MOST = 10_000;
const OPEN = ["SUBMITTED", "CONFIRMED", "ISSUING"] as const satisfies readonly RequestState[];

/** The requests that were filed on one day of Kazakhstan, by how they stand now. */
export interface QueueDay {
  /** As 2026-11-26. */
  readonly day: string;
  readonly waiting: number;
  readonly issued: number;
  /** Refused, cancelled, expired or rejected. */
  readonly ended: number;
}

export interface QueueOverview {
  /** At most `COUNTED_AT_MOST` and one of each. */
  readonly waiting: number;
  readonly overdue: number;
  readonly beingIssued: number;
  /** The last thirty days, the oldest first; days without a request too. */
  readonly days: readonly QueueDay[];
}

/**
 * How the queue of the whole country stands.
 *
 * @throws {PortalError} FORBIDDEN for whoever may not see it
 */
export async function queueOverview({ db, clock }: Context, actor: Actor): Promise<QueueOverview> {
  requireMay(actor, "seeRequests");
  const today = dayInAlmaty(clock.now());
  const [open, overdue, counted] = await Promise.all([
    countByState(db, OPEN, COUNTED_AT_MOST + 1),
    countWaitingSince(db, overdueBefore(clock.now()), COUNTED_AT_MOST + 1),
    countByDay(db, startOfDay(today - DAYS + 1)),
  ]);
  const days = Array.from({ length: DAYS }, (_, place) => isoDay(today - DAYS + 1 + place));
  return {
    waiting: open.get("SUBMITTED") ?? 0,
    overdue,
    beingIssued: (open.get("CONFIRMED") ?? 0) + (open.get("ISSUING") ?? 0),
    days: days.map((day) => ({ day, ...dayFrom(counted.filter((row) => row.day === day)) })),
  };
}

const isoDay = (day: number) => new Date(day * 86_400_000).toISOString().slice(0, 10);

function dayFrom(rows: Awaited<ReturnType<typeof countByDay>>): Omit<QueueDay, "day"> {
  const sum = (...states: readonly RequestState[]) =>
    rows.filter(({ state }) => states.includes(state)).reduce((total, { count }) => total + count, 0);
  return {
    waiting: sum(...OPEN),
    issued: sum("ISSUED", "INSTALLED"),
    ended: sum("REFUSED", "CANCELLED", "EXPIRED", "REJECTED"),
  };
}
