import fc from "fast-check";
import { expect, it } from "vitest";
import { csvRows } from "#http/csv.ts";

/** RFC 4180 by the letter, and nothing of ours: what a spreadsheet would read. */
function read(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  for (const [, cell = "", end] of text.matchAll(/"((?:[^"]|"")*)"(,|\r\n)/g)) {
    row.push(cell.replaceAll('""', '"'));
    if (end !== ",") {
      rows.push(row);
      row = [];
    }
  }
  return rows;
}

const hostile = fc.constantFrom(
  "=",
  "+",
  "-",
  "@",
  "\t",
  "\r",
  "\n",
  '"',
  ",",
  ";",
  "'",
  " ",
  "\u200b",
  "\ufeff",
  "\uff1d",
  "\0",
);
const cell = fc
  .tuple(fc.array(hostile, { maxLength: 4 }), fc.string({ unit: "grapheme" }))
  .map(([begin, rest]) => begin.join("") + rest);

it("G5: lets no cell begin as a formula would, and no cell become two", () => {
  fc.assert(
    fc.property(fc.array(fc.array(cell, { minLength: 3, maxLength: 3 }), { minLength: 1, maxLength: 5 }), (rows) => {
      const found = read(csvRows(rows));
      expect(found.map(({ length }) => length)).toEqual(rows.map(() => 3));
      for (const each of found.flat()) {
        expect(each).not.toMatch(/^[\s\p{C}]*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20]/u);
        expect(each).not.toMatch(/[\t\r\n]/);
      }
    }),
    { numRuns: 2000 },
  );
});

it.each([
  ["=cmd|' /C calc'!A0", "'=cmd|' /C calc'!A0"],
  ["+1", "'+1"],
  ["-1", "'-1"],
  ["@SUM(1)", "'@SUM(1)"],
  ["\t=1", "' =1"],
  ["\r=1", "' =1"],
  ["Әбдірахманов-Қасымов", "Әбдірахманов-Қасымов"],
  ['ТОО "Алма"', 'ТОО "Алма"'],
])("G5: writes %j as %j", (text, written) => {
  expect(read(csvRows([[text]]))).toEqual([[written]]);
});
