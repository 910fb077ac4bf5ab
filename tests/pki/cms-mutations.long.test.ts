import { it } from "vitest";
import { temporaryFolder } from "#tests/support/openssl.ts";
import { tryMutations } from "./cms-mutations.ts";

const folder = temporaryFolder();

it("A6: none of 200,000 changed copies of a signed message authenticates", async () => {
  const refused = await tryMutations(folder, 200_000);
  console.info("A6: 200,000 changed messages tried;", Object.fromEntries(refused));
});
