import { createPrivateKey, generateKeyPairSync, verify, X509Certificate } from "node:crypto";
import { expect, it } from "vitest";
import { parseCertificate } from "#pki/certificate.ts";
import { serviceKey } from "#status/service-key.ts";
import { opensslIn, temporaryFolder } from "#tests/support/openssl.ts";
import { certify, ROOT } from "../pki/openssl-authority.ts";

const openssl = opensslIn(temporaryFolder());
const certificate = parseCertificate(certify(openssl, { ...ROOT, name: "service", key: undefined, digest: "sha256" }));
const privateKey = createPrivateKey(Buffer.from(openssl.read("service.key.pem")));

it("a service key signs what its certificate verifies", () => {
  const { sign } = serviceKey("OCSP", certificate, privateKey);
  const tbs = Buffer.from("what a service says");
  expect(verify("sha256", tbs, new X509Certificate(certificate.der).publicKey, sign(tbs))).toBe(true);
});

it("F9: a service key serves under no other key's certificate", () => {
  const { privateKey: other } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  expect(() => serviceKey("TSA", certificate, other)).toThrow("the TSA certificate is not one of the TSA key");
});
