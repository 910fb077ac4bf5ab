import type { HealthReporter } from "./health.ts";

/** What the register's clock said last, carried on by this machine's count of time that nobody sets. */
export interface HeardClock {
  /** Takes note of what the register's clock says now. */
  hear(at: Date): void;
  /**
   * How far `now` is ahead (positive) or behind, in milliseconds; undefined while nothing was heard.
   *
   * It sees a clock that is wrong, one that somebody has set since, and one that the machine slept through.
   */
  aheadMs(now: Date): number | undefined;
}

/** @param monotonicMs time that has passed since some moment, whatever becomes of the clock */
export function heardClock(monotonicMs: () => number = () => performance.now()): HeardClock {
  let heard: { readonly atMs: number; readonly monotonicMs: number } | undefined;
  return {
    hear(at) {
      heard = { atMs: at.getTime(), monotonicMs: monotonicMs() };
    },
    aheadMs(now) {
      return heard && now.getTime() - (heard.atMs + monotonicMs() - heard.monotonicMs);
    },
  };
}

/** No honest time can be told with a clock that differs from the register's by more. */
export const TOLERATED_SECONDS = 5;

/** Why the clock is not to be believed at `now`; undefined while it is. */
export function clockFault(heard: HeardClock, now: Date): string | undefined {
  const ahead = heard.aheadMs(now);
  if (ahead === undefined) return "the clock is not confirmed yet";
  return Math.abs(ahead) > TOLERATED_SECONDS * 1000 ? "the clock differs from that of the register" : undefined;
}

/** Time-stamps can't be given with a clock that is wrong. One that was never confirmed is that of a beginning. */
export function clockHealth(heard: HeardClock): HealthReporter {
  return (now) => {
    const ahead = heard.aheadMs(now) ?? 0;
    if (Math.abs(ahead) <= TOLERATED_SECONDS * 1000) return { lacking: [], warnings: [] };
    return { lacking: ["/tsa"], warnings: [`the clock is ${Math.round(ahead / 1000)} s ahead of the register's`] };
  };
}
