import { expect, it } from "vitest";
import { parseCertificate } from "#pki/certificate.ts";
import { type Anchors, verifyPath } from "#pki/path.ts";
import { nodePrimitives as primitives } from "#platform/node-primitives.ts";
import { opensslIn, temporaryFolder } from "#tests/support/openssl.ts";
import { AUTH, certify, ISSUING, NOW, ROOT, SIGN } from "./openssl-authority.ts";

const openssl = opensslIn(temporaryFolder());
const anchors: Anchors = {
  roots: [parseCertificate(certify(openssl, ROOT))],
  intermediates: [parseCertificate(certify(openssl, ISSUING))],
};

it.each([
  ["SIGN_IN", AUTH, "sslclient"],
  ["SIGNING", SIGN, "smimesign"],
] as const)("believes what OpenSSL made for %s and what OpenSSL believes", async (purpose, wanted, opensslPurpose) => {
  const der = certify(openssl, wanted);

  await verifyPath(parseCertificate(der), anchors, { at: NOW, purpose, primitives });
  expect(
    openssl.says(
      "verify",
      "-x509_strict",
      "-purpose",
      opensslPurpose,
      "-attime",
      `${NOW.getTime() / 1000}`,
      "-CAfile",
      "root.pem",
      "-untrusted",
      "issuing.pem",
      `${wanted.name}.pem`,
    ),
  ).toContain("OK");
});
