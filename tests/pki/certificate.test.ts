import { createHash, createPublicKey, X509Certificate } from "node:crypto";
import { describe, expect, it } from "vitest";
import { fromHex, toHex } from "#pki/bytes.ts";
import { keyIdentifierOf, parseCertificate } from "#pki/certificate.ts";
import {
  authorityInfoAccess,
  authorityKeyIdentifier,
  basicConstraints,
  crlDistributionPoints,
  type Extension,
  extendedKeyUsage,
  freshestCrl,
  keyUsage,
  policies,
  storageExtension,
  subjectKeyIdentifier,
} from "#pki/extensions.ts";
import { ROLE_OIDS, STORAGE_OIDS } from "#pki/oid.ts";
import { purposeOf } from "#pki/path.ts";
import { encodeTbs } from "#pki/tbs-certificate.ts";
import { nodePrimitives as primitives } from "#platform/node-primitives.ts";
import { opensslIn, temporaryFolder } from "#tests/support/openssl.ts";
import { AUTH, certify, ISSUING, P384_KEY, ROOT, RSA_KEY, SIGN, type Wanted, withLines } from "./openssl-authority.ts";
import { signer } from "./resign.ts";

const openssl = opensslIn(temporaryFolder());
certify(openssl, ROOT);
const issuing = parseCertificate(certify(openssl, ISSUING));
const auth = parseCertificate(certify(openssl, AUTH));

describe("a certificate", () => {
  it.each<[string, Wanted]>([
    ["P-256", AUTH],
    ["RSA-2048", { ...SIGN, name: "rsa", key: RSA_KEY }],
    ["P-384", ROOT],
  ])("of a %s key is read as Node reads it", async (_, wanted) => {
    const der = certify(openssl, { ...wanted, name: `read-${wanted.name}` });
    const [ours, theirs] = [parseCertificate(der), new X509Certificate(der)];

    expect(ours.serial.replace(/^00/, "")).toBe(theirs.serialNumber.toLowerCase());
    expect(ours.notBefore).toEqual(new Date(theirs.validFrom));
    expect(ours.notAfter).toEqual(new Date(theirs.validTo));
    expect(ours.spki).toEqual(new Uint8Array(theirs.publicKey.export({ type: "spki", format: "der" })));
    expect(ours.extendedKeyUsage).toEqual(theirs.keyUsage);
    expect(ours.basicConstraints?.ca ?? false).toBe(theirs.ca);
    expect(await keyIdentifierOf(ours.spki, primitives)).toEqual(ours.subjectKeyIdentifier);
  });

  it("says what OpenSSL was told to put into it", () => {
    expect(auth).toMatchObject({
      issuer: issuing.subject,
      signatureAlgorithm: "ECDSA-P256-SHA256",
      keyUsage: new Set(["digitalSignature", "keyEncipherment"]),
      extendedKeyUsage: ["1.3.6.1.5.5.7.3.2", ROLE_OIDS.legalEntity, ROLE_OIDS.employee],
      policies: ["1.2.398.3.3.2.2"],
      authorityKeyIdentifier: issuing.subjectKeyIdentifier,
      basicConstraints: undefined,
      storage: { type: STORAGE_OIDS.PERSONAL_COMPUTER },
    });
    expect(issuing.basicConstraints).toEqual({ ca: true, pathLength: 0 });
    expect(issuing.extensions.get("2.5.29.15")?.critical).toBe(true);
  });

  it.each([
    ["SIGN_IN", "clientAuth,1.2.398.3.3.4.1.1"],
    ["SIGNING", "emailProtection,1.2.398.3.3.4.1.1"],
    ["NEITHER", "clientAuth,emailProtection"],
    ["NEITHER", "serverAuth"],
    ["NEITHER", "timeStamping"],
  ])("is shown as for %s with the purposes %s", (purpose, usages) => {
    const der = certify(openssl, { ...withLines(AUTH, { extendedKeyUsage: usages }), name: "shown" });
    expect(purposeOf(parseCertificate(der))).toBe(purpose);
  });

  it("is read with the critical extended key usage of NCA's newer profile", () => {
    const lines = {
      extendedKeyUsage: "critical,emailProtection,1.2.398.3.3.4.1.2",
      keyUsage: "digitalSignature,nonRepudiation",
    };
    expect(purposeOf(parseCertificate(certify(openssl, { ...withLines(AUTH, lines), name: "newer" })))).toBe("SIGNING");
  });

  it("is put together again byte for byte from what was read", () => {
    const { issuer, subject, notBefore, notAfter, spki, signatureAlgorithm: algorithm } = auth;
    const extensions = [...auth.extensions].map(([oid, extension]): Extension => ({ oid, ...extension }));
    const serial = fromHex(auth.serial);
    const tbs = encodeTbs({ serial, algorithm, issuer, subject, notBefore, notAfter, spki, extensions });

    expect(toHex(tbs)).toBe(toHex(auth.tbs));
    expect(parseCertificate(signer(openssl, "issuing")(tbs)).tbs).toEqual(auth.tbs);
  });
});

const ski = issuing.subjectKeyIdentifier ?? new Uint8Array();

it.each<[line: string, ours: Extension]>([
  ["keyUsage=critical,digitalSignature,nonRepudiation", keyUsage("digitalSignature", "nonRepudiation")],
  ["keyUsage=critical,decipherOnly", keyUsage("decipherOnly")],
  ["extendedKeyUsage=clientAuth,1.2.398.3.3.4.1.1", extendedKeyUsage("1.3.6.1.5.5.7.3.2", ROLE_OIDS.individual)],
  ["basicConstraints=critical,CA:TRUE", basicConstraints()],
  ["basicConstraints=critical,CA:TRUE,pathlen:0", basicConstraints({ pathLength: 0 })],
  ["certificatePolicies=1.2.398.3.3.2.3", policies(["1.2.398.3.3.2.3"])],
  [
    "certificatePolicies=@p\n[p]\npolicyIdentifier=1.2.398.3.3.2.3\nCPS.1=http://localhost/cps",
    policies(["1.2.398.3.3.2.3"], "http://localhost/cps"),
  ],
  [`subjectKeyIdentifier=${toHex(ski)}`, subjectKeyIdentifier(ski)],
  ["authorityKeyIdentifier=keyid:always", authorityKeyIdentifier(ski)],
  ["crlDistributionPoints=URI:http://localhost/a.crl", crlDistributionPoints("http://localhost/a.crl")],
  ["freshestCRL=URI:http://localhost/d.crl", freshestCrl("http://localhost/d.crl")],
  [
    "authorityInfoAccess=OCSP;URI:http://localhost/ocsp,caIssuers;URI:http://localhost/ca.cer",
    authorityInfoAccess({ ocsp: "http://localhost/ocsp", caIssuers: "http://localhost/ca.cer" }),
  ],
  [
    "1.2.398.3.3.5=ASN1:SEQUENCE:s\n[s]\na=OID:1.2.398.3.3.5.1.1\nb=UTF8:C\\:",
    storageExtension({ type: "1.2.398.3.3.5.1.1", folder: "C:" }),
  ],
])("the extension that OpenSSL writes for %j is ours", (line, ours) => {
  const der = certify(openssl, { ...AUTH, name: "extended", extensions: [line] });
  const { critical, value } = parseCertificate(der).extensions.get(ours.oid) ?? {};
  expect({ critical, value: toHex(value ?? new Uint8Array()) }).toEqual({
    critical: ours.critical,
    value: toHex(ours.value),
  });
});

describe("Node's primitives", () => {
  it("give the digests of FIPS 180-4", async () => {
    const data = new TextEncoder().encode("abc");
    for (const [name, node] of [
      ["SHA-1", "sha1"],
      ["SHA-256", "sha256"],
      ["SHA-384", "sha384"],
      ["SHA-512", "sha512"],
    ] as const) {
      expect(primitives.digest(name, data)).toEqual(new Uint8Array(createHash(node).update(data).digest()));
    }
  });

  it("verify nothing with a key of another kind or of no kind, and throw nothing", () => {
    const { tbs, signature } = auth;
    const offCurve = issuing.spki.with(-1, Number(issuing.spki.at(-1)) ^ 1);
    expect(primitives.verify("ECDSA-P256-SHA256", issuing.spki, tbs, signature)).toBe(true);
    expect(primitives.verify("RSA-SHA256", issuing.spki, tbs, signature)).toBe(false);
    expect(primitives.verify("ECDSA-P384-SHA384", issuing.spki, tbs, signature)).toBe(false);
    expect(primitives.verify("ECDSA-P256-SHA256", offCurve, tbs, signature)).toBe(false);
    expect(primitives.verify("ECDSA-P256-SHA256", new Uint8Array(), tbs, signature)).toBe(false);
    expect(primitives.verify("ECDSA-P256-SHA256", issuing.spki, tbs, new Uint8Array())).toBe(false);
  });

  it("verify with more keys than they keep", () => {
    openssl.run("genpkey", ...P384_KEY, "-out", "other.key.pem");
    const other = new Uint8Array(
      createPublicKey(Buffer.from(openssl.read("other.key.pem"))).export({ type: "spki", format: "der" }),
    );
    for (let i = 0; i < 1_100; i++) {
      const bytes = other.with(-1, i & 0xff).with(-2, i >> 8);
      expect(primitives.verify("ECDSA-P384-SHA384", bytes, auth.tbs, auth.signature)).toBe(false);
    }
    expect(primitives.verify("ECDSA-P256-SHA256", issuing.spki, auth.tbs, auth.signature)).toBe(true);
  });
});
