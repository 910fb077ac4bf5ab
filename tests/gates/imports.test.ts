import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { cruise, type ICruiseResult } from "dependency-cruiser";
import { afterAll, beforeAll, expect, it } from "vitest";
import rules, { MAY_IMPORT } from "../../dependency-cruiser.config.ts";

const LAYERS = Object.keys(MAY_IMPORT);
/** A source tree in which every layer imports every other, and the other rules are broken once each. */
const planted = mkdtempSync(join(tmpdir(), "tanba-planted-"));

beforeAll(() => {
  for (const layer of LAYERS)
    plant(
      `src/${layer}/planted.ts`,
      LAYERS.map((other) => `import "../${other}/target.ts";`),
    );
  for (const layer of LAYERS) plant(`src/${layer}/target.ts`, ["export const here = true;"]);
  plant("src/platform/prisma/client.ts", ["export const client = true;"]);
  plant("src/portal/requests/contract.ts", ["export const shared = true;"]);
  plant("src/portal/requests/submit.ts", [`import "../../platform/prisma/client.ts";`]);
  plant("src/portal/requests/store.ts", [`import "../../platform/prisma/client.ts";`]);
  plant("src/browser/asks.ts", [`import "../portal/requests/contract.ts";`, `import "../portal/requests/submit.ts";`]);
  plant("src/pki/clock.ts", [`import "node:fs";`]);
  plant("src/newcomer/planted.ts", [`import "../pki/target.ts";`]);
});
afterAll(() => rmSync(planted, { recursive: true }));

it.each(Object.entries(MAY_IMPORT))("%s may import %j, and the gate refuses it all else", async (layer, allowed) => {
  const refused = LAYERS.filter((other) => other !== layer && !allowed.includes(other));
  const found = (await violations()).filter((violation) =>
    violation.startsWith(`${layer}-may-import: src/${layer}/planted.ts`),
  );
  expect(found.toSorted()).toEqual(
    refused.map((other) => `${layer}-may-import: src/${layer}/planted.ts → src/${other}/target.ts`).toSorted(),
  );
});

it("shows a browser the portal's contracts and nothing else of it", async () => {
  const found = (await violations()).filter((violation) => violation.includes("src/browser/asks.ts"));
  expect(found).toEqual(["browser-may-import: src/browser/asks.ts → src/portal/requests/submit.ts"]);
});

it("lets stores alone speak Prisma", async () => {
  const found = (await violations()).filter((violation) => violation.startsWith("only-stores-speak-prisma"));
  expect(found).toEqual(["only-stores-speak-prisma: src/portal/requests/submit.ts → src/platform/prisma/client.ts"]);
});

it("keeps Node out of the core", async () => {
  expect(await violations()).toContain("browser-code-has-no-node: src/pki/clock.ts → fs");
});

it("wants a row for every new folder", async () => {
  expect(await violations()).toContain("every-layer-has-a-row: src/newcomer/planted.ts → src/pki/target.ts");
});

let result: Promise<readonly string[]> | undefined;

function violations(): Promise<readonly string[]> {
  result ??= check();
  return result;
}

async function check(): Promise<readonly string[]> {
  const { output } = await cruise(["src"], {
    ruleSet: { forbidden: rules.forbidden ?? [] },
    validate: true,
    baseDir: planted,
  });
  return (output as ICruiseResult).summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`);
}

function plant(path: string, lines: readonly string[]): void {
  mkdirSync(join(planted, path, ".."), { recursive: true });
  writeFileSync(join(planted, path), `${lines.join("\n")}\n`);
}
