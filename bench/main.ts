import { readdirSync } from "node:fs";
import { cpus } from "node:os";
import { parseArgs } from "node:util";
import type { Bench } from "./bench.ts";
import { compare, type Spread } from "./compare.ts";
import { endAll } from "./ending.ts";

/*
 * `npm run bench [-- --rounds 5] [part of a file's name …]`: measures every figure of bench/*.bench.ts against its yardsticks and
 * prints the ratios. Absolute numbers are printed too, but they say as much about the machine as about us.
 */
/** For the rounds of one figure, so that a busy machine measures fewer. */
const BUDGET_MS = 30_000;
/** After which the run gives up, whatever it is at. */
const DEADLINE_MS = 475_000;
/** A register of a million certificates takes minutes to fill: such a figure is measured when it is named, alone. */
const OF_A_MILLION = ".million.bench.ts";
const DEADLINE_OF_A_MILLION_MS = 45 * 60_000;

const { values, positionals } = parseArgs({
  options: { rounds: { type: "string", default: "5" } },
  allowPositionals: true,
});

const files = readdirSync(import.meta.dirname)
  .filter((name) => name.endsWith(".bench.ts"))
  .filter((name) =>
    positionals.length === 0 ? !name.endsWith(OF_A_MILLION) : positionals.some((part) => name.includes(part)),
  )
  .toSorted();

console.log(
  `Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model.trim()}, at most ${values.rounds} rounds, min / median / max`,
);
const giveUp = async (why: string) => {
  console.error(`\n${why}: cleaning up`);
  // what is still at work loses its database and says so
  process.on("uncaughtException", () => undefined);
  await endAll();
  process.exit(1);
};
process.once("SIGINT", () => void giveUp("Interrupted"));
process.once("SIGTERM", () => void giveUp("Interrupted"));
const deadline = files.some((name) => name.endsWith(OF_A_MILLION)) ? DEADLINE_OF_A_MILLION_MS : DEADLINE_MS;
setTimeout(() => void giveUp("Out of time"), deadline).unref();

try {
  for (const file of files) {
    const { bench }: { bench: Bench } = await import(`./${file}`);
    await measure(bench, Number(values.rounds));
  }
} finally {
  await endAll();
}

async function measure({ name, goal, setUp }: Bench, rounds: number): Promise<void> {
  const { subject, yardsticks, notes, tearDown } = await setUp();
  try {
    const found = await compare({ subject, yardsticks }, rounds, BUDGET_MS);
    console.log(`\n${name}${goal ? `\n  goal: ${goal}` : ""}`);
    console.log(`  ${shown(found.subject, 0)} /s  ${subject.name} (${found.rounds} rounds)`);
    for (const { name: yardstick, ratio, perSecond } of found.yardsticks) {
      console.log(`  ${shown(perSecond, 0)} /s  ${yardstick}: ratio ${shown(ratio, 3)}`);
    }
    for (const note of notes?.() ?? []) console.log(`  ${note}`);
  } finally {
    await tearDown?.();
  }
}

function shown({ min, median, max }: Spread, digits: number): string {
  return [min, median, max].map((value) => value.toFixed(digits)).join(" / ");
}
