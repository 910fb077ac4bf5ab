import { X509Certificate } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import { preparePair, redeem } from "#ca/issue.ts";
import { PROFILES } from "#ca/profiles.ts";
import { shardOf } from "#ca/shards.ts";
import { toHex } from "#pki/bytes.ts";
import { type Certificate, parseCertificate } from "#pki/certificate.ts";
import { subjectOf } from "#pki/name.ts";
import { Template } from "#platform/prisma/enums.ts";
import {
  EC_KEYS,
  NOW,
  PASSPHRASES,
  RSA_KEYS,
  STATUS_URL,
  type TestHierarchy,
  testAuthority,
  testHierarchy,
  testOrder,
} from "#tests/support/authority.ts";
import { opensslIn, temporaryFolder } from "#tests/support/openssl.ts";

const KEYS = { "RSA-2048": RSA_KEYS, "EC-P256": EC_KEYS } as const;
const CASES = Object.values(Template).flatMap((template) =>
  (["RSA-2048", "EC-P256"] as const).map((key) => ({ template, key })),
);
const AT = String(Math.floor(NOW.getTime() / 1000) + 60);

const openssl = opensslIn(temporaryFolder());
let hierarchy: TestHierarchy;

beforeAll(async () => {
  hierarchy = await testHierarchy();
  openssl.write("root.der", hierarchy.root.der);
  openssl.write("issuing.der", hierarchy.issuing.der);
  openssl.run("x509", "-inform", "DER", "-in", "root.der", "-out", "root.pem");
  openssl.run("x509", "-inform", "DER", "-in", "issuing.der", "-out", "issuing.pem");
});

async function pairOf({
  template,
  key,
}: (typeof CASES)[number]): Promise<readonly [auth: Certificate, sign: Certificate]> {
  const authority = await testAuthority(hierarchy);
  const prepared = await preparePair(authority, testOrder(template, { keys: KEYS[key] }));
  const [auth, sign] = (await redeem(authority, prepared)).map(parseCertificate);
  if (!auth || !sign) throw new Error("no pair");
  return [auth, sign];
}

function verifies(certificate: Certificate, purpose: string): boolean {
  openssl.write("holder.der", certificate.der);
  openssl.run("x509", "-inform", "DER", "-in", "holder.der", "-out", "holder.pem");
  const chain = ["-CAfile", "root.pem", "-untrusted", "issuing.pem", "-attime", AT];
  return openssl.accepts("verify", "-x509_strict", ...chain, "-purpose", purpose, "holder.pem");
}

describe.each(CASES)("$template with $key", (wish) => {
  it("C11, C13: OpenSSL accepts each of the pair for its own purpose and for no TLS server", async () => {
    const [auth, sign] = await pairOf(wish);

    expect([verifies(auth, "sslclient"), verifies(auth, "smimesign"), verifies(auth, "sslserver")]).toEqual([
      true,
      false,
      false,
    ]);
    expect([verifies(sign, "sslclient"), verifies(sign, "smimesign"), verifies(sign, "sslserver")]).toEqual([
      false,
      true,
      false,
    ]);
  });

  it("C11: Node and OpenSSL read the fields that we read", async () => {
    for (const certificate of await pairOf(wish)) {
      const read = new X509Certificate(certificate.der);
      const subject = subjectOf(certificate.subject);
      const ofOrganisation = subject.bin === undefined ? [] : [`O=${subject.organisation}`, `OU=BIN${subject.bin}`];

      expect(read.serialNumber.toLowerCase()).toBe(certificate.serial);
      expect(new Date(read.validFrom)).toEqual(certificate.notBefore);
      expect(new Date(read.validTo)).toEqual(certificate.notAfter);
      expect(new Uint8Array(read.publicKey.export({ type: "spki", format: "der" }))).toEqual(certificate.spki);
      expect(read.checkIssued(new X509Certificate(hierarchy.issuing.der))).toBe(true);
      expect(read.ca).toBe(false);
      expect(read.keyUsage).toEqual(certificate.extendedKeyUsage);
      expect(read.infoAccess?.split("\n")).toEqual([
        `OCSP - URI:${STATUS_URL}/ocsp`,
        `CA Issuers - URI:${STATUS_URL}/ca/issuing.cer`,
      ]);

      openssl.write("holder.der", certificate.der);
      const show = (...options: string[]) =>
        openssl.says("x509", "-inform", "DER", "-in", "holder.der", "-noout", ...options);
      expect(
        show("-subject", "-nameopt", "utf8,sep_multiline,sname")
          .trim()
          .split("\n")
          .slice(1)
          .map((line) => line.trim()),
      ).toEqual([
        `CN=${subject.commonName}`,
        `SN=${subject.surname}`,
        `serialNumber=IIN${subject.iin}`,
        "C=KZ",
        ...ofOrganisation,
        `GN=${subject.patronymic}`,
      ]);
      expect(show("-serial").trim().toLowerCase()).toBe(`serial=${certificate.serial}`);
      const text = show(
        "-ext",
        "subjectKeyIdentifier,authorityKeyIdentifier,crlDistributionPoints,freshestCRL,certificatePolicies",
      );
      const hex = (bytes: Uint8Array = new Uint8Array()) => toHex(bytes).toUpperCase().match(/../g)?.join(":");
      expect(text).toContain(hex(certificate.subjectKeyIdentifier));
      expect(text).toContain(hex(hierarchy.issuing.subjectKeyIdentifier));
      const shard = shardOf(certificate);
      expect(text).toContain(`URI:${STATUS_URL}/crl/issuing-${shard}.crl`);
      expect(text).toContain(`URI:${STATUS_URL}/crl/issuing-${shard}-delta.crl`);
      expect(text).toContain(`CPS: ${STATUS_URL}/cps`);
    }
  });
});

it("C13: every profile there is was tried, and none holds a purpose that the issuing certificate lacks", () => {
  expect(CASES.length).toBe(Object.keys(PROFILES).length);
  const allowed = new Set(hierarchy.issuing.extendedKeyUsage);
  const all = Object.values(PROFILES).flatMap(({ extendedKeyUsage }) => extendedKeyUsage);
  expect(all.filter((purpose) => !allowed.has(purpose))).toEqual([]);
});

it("C13: a TLS server's certificate signed with the issuing key itself is refused by OpenSSL", () => {
  openssl.run("ecparam", "-name", "prime256v1", "-genkey", "-noout", "-out", "server.key");
  openssl.run("req", "-new", "-key", "server.key", "-subj", "/CN=pki.example", "-out", "server.csr");
  openssl.write(
    "server.cnf",
    "extendedKeyUsage=serverAuth\nkeyUsage=critical,digitalSignature\nsubjectAltName=DNS:pki.example\n",
  );
  openssl.write("issuing.key", opensslReadKey());
  const issue = ["-CA", "issuing.pem", "-CAkey", "issuing.key", "-passin", `pass:${PASSPHRASES.issuing}`];
  openssl.run(
    "x509",
    "-req",
    "-in",
    "server.csr",
    ...issue,
    "-days",
    "30",
    "-extfile",
    "server.cnf",
    "-out",
    "server.pem",
  );
  const chain = ["-CAfile", "root.pem", "-untrusted", "issuing.pem", "-no_check_time"];

  expect(openssl.says("verify", ...chain, "-purpose", "sslserver", "server.pem")).toContain(
    "unsuitable certificate purpose",
  );
});

function opensslReadKey(): Uint8Array {
  return opensslIn(hierarchy.dir).read("issuing.key.pem");
}
