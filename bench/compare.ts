import type { Prepared, Side } from "./bench.ts";

/** The least, the middle and the most of some numbers. */
export interface Spread {
  readonly min: number;
  readonly median: number;
  readonly max: number;
}

/** One yardstick, and our work beside it. */
export interface Against {
  readonly name: string;
  readonly ratio: Spread;
  readonly perSecond: Spread;
}

/** What was measured of one figure. */
export interface Comparison {
  readonly rounds: number;
  readonly subject: Spread;
  readonly yardsticks: readonly Against[];
}

/** Numbers in rising order of place: the middle one is the median, of an even count the upper of both. */
export function spreadOf(numbers: readonly number[]): Spread {
  const sorted = numbers.toSorted((a, b) => a - b);
  const at = (place: number) => sorted.at(place) ?? Number.NaN;
  return { min: at(0), median: at(Math.floor(sorted.length / 2)), max: at(-1) };
}

/**
 * Measures all sides of a figure in turn, A B A B, so that a machine that grows slower or faster does so for all.
 *
 * The first round only warms up. Each ratio is of two of the same round.
 *
 * @param rounds at most; once `budgetMs` are over, no more than one
 */
export async function compare(
  { subject, yardsticks }: Pick<Prepared, "subject" | "yardsticks">,
  rounds: number,
  budgetMs = Number.POSITIVE_INFINITY,
): Promise<Comparison> {
  const begun = performance.now();
  await measureAll([subject, ...yardsticks]);
  const measured: (readonly number[])[] = [];
  do measured.push(await measureAll([subject, ...yardsticks]));
  while (measured.length < rounds && performance.now() - begun < budgetMs);
  const rates = (side: number) => measured.map((round) => round[side] ?? Number.NaN);
  return {
    rounds: measured.length,
    subject: spreadOf(rates(0)),
    yardsticks: yardsticks.map(({ name }, at) => ({
      name,
      ratio: spreadOf(measured.map(([ours = Number.NaN, ...theirs]) => ours / (theirs[at] ?? Number.NaN))),
      perSecond: spreadOf(rates(at + 1)),
    })),
  };
}

async function measureAll(sides: readonly Side[]): Promise<readonly number[]> {
  const rates: number[] = [];
  for (const side of sides) rates.push(await side.perSecond());
  return rates;
}
