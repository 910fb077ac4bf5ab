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
