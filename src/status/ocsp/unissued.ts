import type { Logger } from "#platform/log.ts";

/** How long an operator is reminded, and how seldom the log tells of the same. */
const REMEMBERED_MS = 3_600_000;
const TOLD_EVERY_MS = 60_000;

/** Somebody holds a certificate in our name that we never issued, or guesses: an operator has to know. */
export interface UnissuedAlarm {
  raise(serial: string, now: Date): void;
  /** How many questions about certificates that were never issued there were in the last hour, at least. */
  recent(now: Date): number;
}

/** Counts questions about serial numbers that were never issued; the log hears of one a minute, however many are asked. */
export function unissuedAlarm(log: Pick<Logger, "warn">): UnissuedAlarm {
  let count = 0;
  let lastAt = Number.NEGATIVE_INFINITY;
  let toldAt = Number.NEGATIVE_INFINITY;
  const isOver = (now: Date) => now.getTime() - lastAt > REMEMBERED_MS;
  return {
    raise(serial, now) {
      count = isOver(now) ? 1 : count + 1;
      lastAt = now.getTime();
      if (lastAt - toldAt < TOLD_EVERY_MS) return;
      toldAt = lastAt;
      log.warn({ serial, count }, "OCSP was asked about a certificate that was never issued");
    },
    recent: (now) => (isOver(now) ? 0 : count),
  };
}
