import { it } from "vitest";
import { temporaryFolder } from "#tests/support/openssl.ts";
import { compareOnOpenssl, compareOnResigned } from "./path-differential.ts";
import { judges } from "./path-judges.ts";

const bench = judges(temporaryFolder());

it("A8: of 5,000 certificates with random extensions we believe none that OpenSSL at its strictest refuses", async () => {
  console.info("A8: certificates of `openssl ca`:", await compareOnOpenssl(bench, 5_000));
});

it("A8: of 20,000 certificates changed inside and signed again we believe none that OpenSSL refuses", async () => {
  console.info("A8: certificates changed and signed again:", await compareOnResigned(bench, 20_000));
});
