import { readFileSync } from "node:fs";
import { beforeAll, expect, it } from "vitest";
import { preparePair, redeem } from "#ca/issue.ts";
import { parseCertificate } from "#pki/certificate.ts";
import { nodePrimitives } from "#platform/node-primitives.ts";
import { STATUS_URL, type TestHierarchy, testHierarchy, testOrder } from "#tests/support/authority.ts";
import { signerHome, startSigner } from "#tests/support/signer-process.ts";

const clock = { now: () => new Date() };
let hierarchy: TestHierarchy;

beforeAll(async () => {
  hierarchy = await testHierarchy(clock.now());
});

const authorityOver = (signer: Awaited<ReturnType<typeof startSigner>>["client"]) => ({
  issuer: { id: "issuer", certificate: hierarchy.issuing },
  signer,
  statusUrl: STATUS_URL,
  primitives: nodePrimitives,
  clock,
});

it("issues a pair through the signer's own process, and C4: journals exactly what it signed", async () => {
  const signer = await startSigner(signerHome(hierarchy));
  const authority = authorityOver(signer.client);
  const prepared = await preparePair(authority, testOrder("EMPLOYEE"));

  const certificates = (await redeem(authority, prepared)).map(parseCertificate);

  expect(certificates.map(({ tbs }) => tbs)).toEqual(prepared.map(({ tbs }) => tbs));
  const journal = readFileSync(signer.journalPath, "utf8")
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));
  expect(journal.map(({ kind, serial }) => ({ kind, serial }))).toEqual(
    prepared.map(({ serial }) => ({ kind: "SIGNATURE", serial })),
  );
});
