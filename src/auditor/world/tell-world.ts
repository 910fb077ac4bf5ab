import type { Judged } from "./verify-world.ts";

const MOST = 20;

/** A line for each promise, with what breaks it below. @returns how many are broken */
export async function tellWorld(judged: AsyncIterable<Judged>, say: (line: string) => void): Promise<number> {
  let broken = 0;
  for await (const { id, what, count, violations } of judged) {
    say(`${violations.length === 0 ? "PASS" : "FAIL"}  ${id.padEnd(4)} ${String(count).padStart(8)}  ${what}`);
    for (const violation of violations.slice(0, MOST)) say(`${" ".repeat(20)}${violation}`);
    if (violations.length > MOST) say(`${" ".repeat(20)}and ${violations.length - MOST} more`);
    if (violations.length > 0) broken++;
  }
  say(broken === 0 ? "Every promise that can be seen is kept." : `Promises that are broken: ${broken}.`);
  return broken;
}
