import type { Bench } from "./bench.ts";

/** The least, the middle and the most of some numbers. */
export interface Spread {
  readonly min: number;
  readonly median: number;
  readonly max: number;
}

/** What was measured of one figure. */
export interface Comparison {
  readonly ratio: Spread;
  readonly subject: Spread;
  readonly yardstick: Spread;
}

/** Numbers in rising order of place: the middle one is the median, of an even count the upper of both. */
export function spreadOf(numbers: readonly number[]): Spread {
  const sorted = numbers.toSorted((a, b) => a - b);
  const at = (place: number) => sorted.at(place) ?? Number.NaN;
  return { min: at(0), median: at(Math.floor(sorted.length / 2)), max: at(-1) };
}

/**
 * Measures both sides of a figure in turn, A B A B, so that a machine that grows slower or faster does so for both.
 *
 * The first pair only warms up. Each ratio is of two neighbours.
 */
export async function compare(
  { subject, yardstick }: Pick<Awaited<ReturnType<Bench["setUp"]>>, "subject" | "yardstick">,
  pairs: number,
): Promise<Comparison> {
  await subject.perSecond();
  await yardstick.perSecond();
  const measured: (readonly [subject: number, yardstick: number])[] = [];
  for (let pair = 0; pair < pairs; pair++) measured.push([await subject.perSecond(), await yardstick.perSecond()]);
  return {
    ratio: spreadOf(measured.map(([ours, theirs]) => ours / theirs)),
    subject: spreadOf(measured.map(([ours]) => ours)),
    yardstick: spreadOf(measured.map(([, theirs]) => theirs)),
  };
}
