import type { Logger } from "#platform/log.ts";
import type { IssuingContext } from "#portal/requests/issuing-context.ts";
import { requireRightTime } from "#portal/right-time/require-right-time.ts";
import { dueNotices } from "./due-notices.ts";
import { forgetFutureNotices, insertExpiryNotices, lockPlan, queueDelivery, recordPlan } from "./store.ts";

/** How many minutes' worth of messages are planned at once: what a wrong time has planned too early is soon found. */
const MINUTES_AHEAD = 10;
/** Longer than this nobody lets the planner stand still without knowing. */
const SILENCE_MS = 2 * 86_400_000;
const TRANSACTION = { maxWait: 10_000, timeout: 120_000 };

interface Planning extends IssuingContext {
  readonly log: Pick<Logger, "error">;
  /** How many messages may be sent in any minute. */
  readonly perMinute: number;
}

/**
 * Writes to the outbox whose keys end soon: each pair, channel and rung of the ladder once, whoever runs and however often.
 *
 * While the time is in doubt it plans nothing. When much time seems to have passed, or time went back, it goes on, says so
 * in the log and on record for an operator, and forgets what it had planned for a time that has not come.
 *
 * @returns how many notices were planned
 * @throws {CaError} CLOCK_WRONG
 */
export async function planNotices(context: Planning): Promise<number> {
  await requireRightTime(context);
  const { db, clock, log, perMinute } = context;
  return db.$transaction(async (tx) => {
    const before = await lockPlan(tx);
    const at = clock.now();
    const jumpedSeconds = before && jumpOf(at.getTime() - before.getTime());
    if (jumpedSeconds !== null) {
      const forgotten = await forgetFutureNotices(tx, at);
      log.error({ before, at, jumpedSeconds, forgotten }, "notices were not planned for long, or the clock jumped");
    }
    await recordPlan(tx, at, jumpedSeconds);
    let planned = 0;
    for (const due of dueNotices(at)) {
      planned += await insertExpiryNotices(tx, due, { at, limit: perMinute * MINUTES_AHEAD - planned });
    }
    if (planned > 0) await queueDelivery(tx);
    return planned;
  }, TRANSACTION);
}

/** By how many seconds the time differs from what was to be expected; null when it is near enough. */
function jumpOf(passedMs: number): number | null {
  if (passedMs >= 0 && passedMs <= SILENCE_MS) return null;
  return Math.round(passedMs / 1000);
}
