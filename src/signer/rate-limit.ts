/** Lets so many through in any minute, counted in whole batches. */
export interface RateLimit {
  /** Whether `count` more fit into the minute that ends at `at`; if so they are counted. */
  take(count: number, at: Date): boolean;
}

const WINDOW_MS = 60_000;

/** A sliding minute; a clock that goes back empties nothing. */
export function perMinute(limit: number): RateLimit {
  let taken: { readonly atMs: number; readonly count: number }[] = [];
  return {
    take(count, at) {
      const atMs = at.getTime();
      taken = taken.filter((earlier) => earlier.atMs > atMs - WINDOW_MS);
      if (taken.reduce((sum, earlier) => sum + earlier.count, count) > limit) return false;
      taken.push({ atMs, count });
      return true;
    },
  };
}
