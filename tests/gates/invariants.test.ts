import { globSync, readFileSync } from "node:fs";
import { expect, it } from "vitest";

/** What the journey promises: each has a test whose name begins with its number, and a line in the table. */
const INVARIANTS = [
  ...["A1", "A2", "A3", "A4", "A6", "A7", "A8", "A9", "A10", "A11", "A12"],
  ...["B1", "B2", "B3", "B5", "B6", "B7", "B8", "B9", "B10", "B11", "B12", "B13", "B14", "B15", "B16", "B20"],
  ...["C1", "C2", "C3", "C4", "C5", "C6", "C7", "C8", "C9", "C10", "C11", "C12", "C13", "C14", "C16", "C17", "C18"],
  ...["D1", "D2", "D3", "D4", "D5", "D6", "D7", "D8", "D9", "D10", "D11", "D12", "D13", "D14", "D15"],
  ...["E1", "E2", "E3", "E4", "E5", "E6", "E7", "E8", "E9"],
  ...["F1", "F2", "F3", "F4", "F5", "F6", "F7", "F9", "F10", "F12"],
  ...["G1", "G2", "G3", "G4", "G8", "G12"],
  ...["H1", "H2", "H3", "H4", "H5", "H6"],
];

/** `it("B1, B2: …")`, `test(`A12: …`)`, `describe("B6: …")` and the name after `it.each([…])`. */
const NAME = /(?:\b(?:it|test|describe)|\))\(\s*["'`](?:[a-z][^"'`:]*and )?([A-H]\d{1,2}(?:, [A-H]\d{1,2})*): /g;

const numbersIn = (source: string) => [...source.matchAll(NAME)].flatMap(([, numbers = ""]) => numbers.split(", "));

/** In CI: what only `npm run test:long` runs does not count. */
const files = globSync("tests/**/*.{test.ts,test.tsx,spec.ts}").filter((file) => !file.includes(".long."));
const tested = new Set(files.flatMap((file) => numbersIn(readFileSync(file, "utf8"))));

it.each(INVARIANTS)("%s has a test of its number, and its line in the table", (invariant) => {
  expect([...tested]).toContain(invariant);
  expect(readFileSync("tests/README.md", "utf8")).toMatch(new RegExp(`^\\| ${invariant} \\|`, "m"));
});

it("finds numbers only at the beginning of a test's name", () => {
  expect(numbersIn('it("B1, B2: refuses", …)\n])("A7: refuses %s", …)\ntest(`C9: many kills`')).toEqual([
    "B1",
    "B2",
    "A7",
    "C9",
  ]);
  expect(numbersIn('it("refuses B1: never", …)\n// A4: a comment\nconst text = "H1: none";')).toEqual([]);
});

it("names no file in the table that is not there", () => {
  const named = [...readFileSync("tests/README.md", "utf8").matchAll(/`([a-z0-9/*.-]+\.(?:test\.tsx?|spec\.ts))`/g)];
  expect(named.length).toBeGreaterThan(40);
  expect(named.map(([, file = ""]) => file).filter((file) => globSync(`tests/${file}`).length === 0)).toEqual([]);
});
