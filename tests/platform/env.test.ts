import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { readEnv, Variables } from "#platform/env.ts";

const example = readFileSync(".env.example", "utf8");
const shown = [...example.matchAll(/^#?([A-Z][A-Z_0-9]*)=(.*)$/gm)].map(
  ([, name = "", value = ""]) => [name, value] as const,
);

it("shows every setting in .env.example, each once, and no other", () => {
  expect(shown.map(([name]) => name).toSorted()).toEqual(Object.keys(Variables.shape).toSorted());
});

it("says in .env.example what each setting is without being set", () => {
  const env: Readonly<Record<string, unknown>> = readEnv({});
  for (const [name, value] of shown) {
    if (env[name] !== undefined) expect(`${name}=${env[name]}`).toBe(`${name}=${value}`);
  }
});

it("accepts .env.example as it stands with its comments taken away", () => {
  const given = Object.fromEntries(shown);
  expect(readEnv(given)).toMatchObject({ PORT: 3000, TANBA_ORIGIN: "http://localhost:3000" });
});

it("follows the ports when no addresses are given", () => {
  expect(readEnv({ PORT: "4000", TANBA_STATUS_PORT: "4001" })).toMatchObject({
    TANBA_ORIGIN: "http://localhost:4000",
    TANBA_STATUS_URL: "http://localhost:4001",
  });
});

it.each([
  ["PORT", "0"],
  ["PORT", "http"],
  ["TANBA_ORIGIN", "localhost:3000"],
  ["DATABASE_URL", "mysql://x"],
  ["TANBA_LOG_LEVEL", "loud"],
])("refuses %s=%s and names it", (name, value) => {
  expect(() => readEnv({ [name]: value })).toThrow(new RegExp(`^${name}: .*\\.$`));
});
