import { spreadOf } from "./compare.ts";

/** For a page or a question of it, in the middle of all rounds, at a million rows. */
export const LIMIT_MS = 200;

/** What one of them took, for a note below the figure. */
export function timesLine(name: string, times: readonly number[]): string {
  const { min, median, max } = spreadOf(times);
  const shown = [min, median, max].map((each) => each.toFixed(1).padStart(7)).join(" / ");
  return `${shown} ms  ${name}${median > LIMIT_MS ? "  OVER THE LIMIT" : ""}`;
}
