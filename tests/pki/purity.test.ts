import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { expect, it } from "vitest";
import { temporaryFolder } from "#tests/support/openssl.ts";

const folder = temporaryFolder();
const OPTIONS: ts.CompilerOptions = {
  lib: ["lib.es2024.d.ts", "lib.dom.d.ts", "lib.dom.iterable.d.ts"],
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  target: ts.ScriptTarget.ES2024,
  ...{ allowImportingTsExtensions: true, noEmit: true, skipLibCheck: true, strict: true, types: [] },
};

/** What the compiler says where Node's names are not known. */
function complaints(files: readonly string[]): readonly string[] {
  const program = ts.createProgram(files, OPTIONS);
  return ts.getPreEmitDiagnostics(program).map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, "\n"));
}

it("pki is written without anything that only Node has", () => {
  const sources = readdirSync("src/pki").filter((name) => name.endsWith(".ts"));
  const files = sources.map((name) => join("src/pki", name));
  expect(files.length).toBeGreaterThan(20);
  expect(complaints(files)).toEqual([]);
}, 60_000);

it("pki asks no clock and no source of chance: both are handed in", () => {
  const asks = /Date\.now|new Date\(\)|performance\.|Math\.random|globalThis/;
  expect(readdirSync("src/pki").filter((name) => asks.test(readFileSync(join("src/pki", name), "utf8")))).toEqual([]);
});

it("and where something of Node is used, the compiler says so", () => {
  const planted = join(folder, "planted.ts");
  writeFileSync(planted, 'export const bytes = Buffer.from(process.env["HOME"] ?? "");\n');
  expect(complaints([planted]).join("\n")).toMatch(/Buffer[\s\S]*process/);
}, 60_000);
