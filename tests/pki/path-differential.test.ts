import { expect, it } from "vitest";
import { temporaryFolder } from "#tests/support/openssl.ts";
import { compareOnOpenssl, compareOnResigned } from "./path-differential.ts";
import { judges } from "./path-judges.ts";

const bench = judges(temporaryFolder());

it("A8: of certificates with random extensions we believe none that OpenSSL at its strictest refuses", async () => {
  const { believed, refused } = await compareOnOpenssl(bench, 60);
  expect(Math.min(believed, refused)).toBeGreaterThan(0);
}, 60_000);

it("A8: of certificates changed inside and signed again we believe none that OpenSSL at its strictest refuses", async () => {
  const { believed, refused } = await compareOnResigned(bench, 300);
  expect(Math.min(believed, refused)).toBeGreaterThan(0);
}, 60_000);
