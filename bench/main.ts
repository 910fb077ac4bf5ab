import { readdirSync } from "node:fs";
import { cpus } from "node:os";
import { parseArgs } from "node:util";
import type { Bench } from "./bench.ts";
import { compare, type Spread } from "./compare.ts";

/*
 * `npm run bench [-- --pairs 5] [part of a file's name …]`: measures every figure of bench/*.bench.ts against its yardstick and
 * prints the ratios. Absolute numbers are printed too, but they say as much about the machine as about us.
 */
const { values, positionals } = parseArgs({
  options: { pairs: { type: "string", default: "5" } },
  allowPositionals: true,
});

const files = readdirSync(import.meta.dirname)
  .filter((name) => name.endsWith(".bench.ts"))
  .filter((name) => positionals.length === 0 || positionals.some((part) => name.includes(part)))
  .toSorted();

console.log(
  `Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model.trim()}, ${values.pairs} pairs, min / median / max`,
);
for (const file of files) {
  const { bench }: { bench: Bench } = await import(`./${file}`);
  await measure(bench, Number(values.pairs));
}

async function measure({ name, goal, setUp }: Bench, pairs: number): Promise<void> {
  const { subject, yardstick, notes, tearDown } = await setUp();
  try {
    const found = await compare({ subject, yardstick }, pairs);
    console.log(`\n${name}`);
    console.log(`  ratio       ${shown(found.ratio, 3)}${goal ? `   goal: ${goal}` : ""}`);
    console.log(`  ${subject.name}: ${shown(found.subject, 0)} /s`);
    console.log(`  ${yardstick.name}: ${shown(found.yardstick, 0)} /s`);
    for (const note of notes?.() ?? []) console.log(`  ${note}`);
  } finally {
    await tearDown?.();
  }
}

function shown({ min, median, max }: Spread, digits: number): string {
  return [min, median, max].map((value) => value.toFixed(digits)).join(" / ");
}
