const FIRST_MS = 10_000;
const LONGEST_MS = 3_600_000;

/** After so many tries, which is more than two days of them, a message is given up: then it is an operator's. */
export const TRIES_MAX = 60;

/**
 * When to try again after `tries` failures: twice as late each time up to an hour, and never all at one moment.
 *
 * @param chance from 0 to 1: a quarter of the wait, less or more
 */
export function nextTry(now: Date, tries: number, chance: number): Date {
  const wait = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(tries - 1, 20));
  return new Date(now.getTime() + Math.round(wait * (0.75 + chance / 2)));
}
