import { describe, expect, it } from "vitest";
import { parseCertificate } from "#pki/certificate.ts";
import { OID } from "#pki/oid.ts";
import { temporaryFolder } from "#tests/support/openssl.ts";
import { AUTH, certify, P256_KEY, RSA_KEY, SIGN, type Wanted, withLines } from "./openssl-authority.ts";
import { BELIEVED, judges } from "./path-judges.ts";

const { openssl, verify, opensslSays } = judges(temporaryFolder());
const authDer = certify(openssl, AUTH);
const signDer = certify(openssl, SIGN);

describe("a holder's certificate", () => {
  it("A8: is believed for its own purpose, by us and by OpenSSL", async () => {
    await verify(authDer);
    await verify(signDer, { purpose: "SIGNING" });
    expect(opensslSays(authDer)).toBe(BELIEVED);
    expect(opensslSays(signDer, { purpose: "smimesign" })).toBe(BELIEVED);
  });

  it("is believed with an RSA key of 2048 bits", async () => {
    await verify(certify(openssl, { ...AUTH, name: "rsa", key: RSA_KEY }));
  });

  it("is believed from its first second to the end of its last", async () => {
    const [first, last] = [Date.UTC(2026, 0, 1), Date.UTC(2027, 0, 1)];
    const at = (instant: number) => verify(authDer, { at: new Date(instant) });

    await expect(at(first - 1)).toRejectWithCode("CERTIFICATE_NOT_YET_VALID");
    await at(first);
    await at(last + 999);
    await expect(at(last + 1000)).toRejectWithCode("CERTIFICATE_EXPIRED");
  });
});

/** Each is AUTH with one thing wrong. The last word says whether OpenSSL refuses it as well, or we alone do. */
const WRONG: readonly (readonly [rule: string, wanted: Partial<Wanted>, code: string, whose?: "ours alone"])[] = [
  ["that has ended", { until: "20261122000000Z" }, "CERTIFICATE_EXPIRED"],
  ["that has not begun", { from: "20261124000000Z" }, "CERTIFICATE_NOT_YET_VALID"],
  ["of an authority", lines({ basicConstraints: "critical,CA:TRUE" }), "CERTIFICATE_REFUSED", "ours alone"],
  ["with a path length", lines({ basicConstraints: "pathlen:3" }), "CERTIFICATE_REFUSED"],
  ["with an unknown critical extension", lines({ "1.2.3.4": "critical,DER:0500" }), "CERTIFICATE_REFUSED"],
  ["with an unknown extension", lines({ "1.2.3.4": "DER:0500" }), "CERTIFICATE_REFUSED", "ours alone"],
  ["for servers", lines({ extendedKeyUsage: "serverAuth" }), "CERTIFICATE_PURPOSE"],
  ["for servers too", lines({ extendedKeyUsage: `${eku()},serverAuth` }), "CERTIFICATE_PURPOSE", "ours alone"],
  ["for any purpose", lines({ extendedKeyUsage: "anyExtendedKeyUsage" }), "CERTIFICATE_PURPOSE"],
  ["for no named purpose", lines({ extendedKeyUsage: null }), "CERTIFICATE_PURPOSE", "ours alone"],
  ["for signing documents", lines({ extendedKeyUsage: eku("emailProtection") }), "CERTIFICATE_PURPOSE"],
  ["for both purposes", lines({ extendedKeyUsage: `${eku()},emailProtection` }), "CERTIFICATE_PURPOSE", "ours alone"],
  ["without a role", lines({ extendedKeyUsage: "clientAuth" }), "CERTIFICATE_PURPOSE", "ours alone"],
  [
    "with a role its issuer may not give",
    lines({ extendedKeyUsage: `${eku()},1.2.398.3.3.4.2.1` }),
    "CERTIFICATE_PURPOSE",
    "ours alone",
  ],
  ["whose key may not sign", lines({ keyUsage: "critical,keyEncipherment" }), "CERTIFICATE_PURPOSE"],
  [
    "whose key may sign documents",
    lines({ keyUsage: "critical,digitalSignature,nonRepudiation" }),
    "CERTIFICATE_PURPOSE",
    "ours alone",
  ],
  ["without a key usage", lines({ keyUsage: null }), "CERTIFICATE_PURPOSE", "ours alone"],
  [
    "whose key may sign certificates",
    lines({ keyUsage: "critical,digitalSignature,keyCertSign" }),
    "CERTIFICATE_REFUSED",
  ],
  [
    "whose key may sign CRLs",
    lines({ keyUsage: "critical,digitalSignature,cRLSign" }),
    "CERTIFICATE_REFUSED",
    "ours alone",
  ],
  ["without its key's identifier", lines({ subjectKeyIdentifier: "none" }), "CERTIFICATE_REFUSED", "ours alone"],
  ["with a critical key identifier", lines({ subjectKeyIdentifier: "critical,hash" }), "CERTIFICATE_REFUSED"],
  ["without its issuer's key identifier", lines({ authorityKeyIdentifier: "none" }), "ISSUER_UNKNOWN"],
  [
    "with another issuer's key identifier",
    lines({ authorityKeyIdentifier: null, "2.5.29.35": "DER:3006800401020304" }),
    "ISSUER_UNKNOWN",
  ],
  [
    "with a critical issuer's key identifier",
    lines({ authorityKeyIdentifier: null, "2.5.29.35": criticalAki() }),
    "CERTIFICATE_REFUSED",
  ],
  ["limiting names", lines({ nameConstraints: "critical,permitted;email:kz" }), "CERTIFICATE_REFUSED", "ours alone"],
  ["of Netscape's type for servers", lines({ nsCertType: "server" }), "CERTIFICATE_REFUSED"],
  [
    "with no CRL where one is named",
    lines({ crlDistributionPoints: null, "2.5.29.31": "DER:3000" }),
    "CERTIFICATE_REFUSED",
    "ours alone",
  ],
  [
    "with CRLs that are no such",
    lines({ crlDistributionPoints: null, "2.5.29.31": "DER:0500" }),
    "CERTIFICATE_REFUSED",
  ],
  ["with other names that are none", lines({ "2.5.29.17": "DER:3000" }), "CERTIFICATE_REFUSED"],
  ["signed with SHA-1", { digest: "sha1" }, "ALGORITHM_REFUSED", "ours alone"],
  ["signed with SHA-512", { digest: "sha512" }, "ALGORITHM_REFUSED", "ours alone"],
  ["signed by itself", { issuer: undefined }, "ISSUER_UNKNOWN"],
  [
    "of an RSA key of 1024 bits",
    { key: ["-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:1024"] },
    "CERTIFICATE_REFUSED",
    "ours alone",
  ],
  [
    "of an RSA key of exponent 3",
    { key: [...RSA_KEY, "-pkeyopt", "rsa_keygen_pubexp:3"] },
    "CERTIFICATE_REFUSED",
    "ours alone",
  ],
  [
    "of a key on a curve written out",
    { key: [...P256_KEY, "-pkeyopt", "ec_param_enc:explicit"] },
    "CERTIFICATE_REFUSED",
  ],
  [
    "of a key on another curve",
    { key: ["-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:secp256k1"] },
    "CERTIFICATE_REFUSED",
    "ours alone",
  ],
  ["of an Ed25519 key", { key: ["-algorithm", "ED25519"] }, "CERTIFICATE_REFUSED", "ours alone"],
];

function lines(changed: Readonly<Record<string, string | null>>): Partial<Wanted> {
  return { extensions: withLines(AUTH, changed).extensions };
}

function eku(own = "clientAuth"): string {
  return `${own},1.2.398.3.3.4.1.2,1.2.398.3.3.4.1.2.5`;
}

function criticalAki(): string {
  const value = parseCertificate(authDer).extensions.get(OID.authorityKeyIdentifier)?.value ?? new Uint8Array();
  return `critical,DER:${Buffer.from(value).toString("hex")}`;
}

it.each(WRONG.map(([rule, wanted, code, whose = "both"]) => [rule, wanted, code, whose] as const))(
  "A7, A8: refuses a certificate %s",
  async (_, wanted, code, whose) => {
    const der = certify(openssl, { ...AUTH, ...wanted, name: "wrong" });

    await expect(verify(der)).toRejectWithCode(code);
    expect(opensslSays(der) !== BELIEVED).toBe(whose !== "ours alone");
  },
);
