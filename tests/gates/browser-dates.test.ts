import { globSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, it } from "vitest";

/** Node has Kazakh months, Chromium has none: there a date would read "2027 M11 26". */
const OF_THE_SERVER = "src/i18n/dates.ts";

it("no part of a page that a browser draws writes dates as the server does", () => {
  const ofBrowser = globSync("src/{app,ui}/**/*.tsx").filter((path) =>
    readFileSync(path, "utf8").startsWith('"use client"'),
  );
  expect(ofBrowser.length).toBeGreaterThan(50);
  expect(ofBrowser.filter((path) => reachedFrom(path).has(OF_THE_SERVER))).toEqual([]);
});

function reachedFrom(path: string): ReadonlySet<string> {
  const seen = new Set([path]);
  for (const one of seen) for (const imported of importsOf(one)) seen.add(imported);
  return seen;
}

const known = new Map<string, readonly string[]>();

/** Our own modules that one imports, but for types. */
function importsOf(path: string): readonly string[] {
  const found = known.get(path) ?? readImports(path);
  known.set(path, found);
  return found;
}

function readImports(path: string): readonly string[] {
  if (!/\.tsx?$/.test(path)) return [];
  const imports = readFileSync(path, "utf8").matchAll(/^import (?!type)[^;]*? from "([#.][^"]+)"/gm);
  return [...imports].map(([, name = ""]) =>
    name.startsWith("#") ? `src/${name.slice(1)}` : join(dirname(path), name),
  );
}
