import { expect, it } from "vitest";
import { temporaryFolder } from "#tests/support/openssl.ts";
import { tryMutations } from "./cms-mutations.ts";

const folder = temporaryFolder();

it("A6: none of 3,000 changed copies of a signed message authenticates", async () => {
  const refused = await tryMutations(folder, 3_000);
  expect([...refused.values()].reduce((sum, count) => sum + count, 0)).toBe(3_000);
});
