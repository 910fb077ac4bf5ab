import { describe, expect, it } from "vitest";
import { parseCertificate } from "#pki/certificate.ts";
import { OID } from "#pki/oid.ts";
import { temporaryFolder } from "#tests/support/openssl.ts";
import { AUTH, certify, ISSUING, ROOT, type Wanted, withLines } from "./openssl-authority.ts";
import { BELIEVED, judges } from "./path-judges.ts";

const { openssl, anchors, verify, opensslSays } = judges(temporaryFolder());
const authDer = certify(openssl, AUTH);

/** The issuing authority with one thing wrong, and what then happens to a certificate that it has signed well. */
const WRONG_AUTHORITY: readonly (readonly [rule: string, wanted: Partial<Wanted>, whose?: "ours alone"])[] = [
  ["that has ended", { until: "20261122000000Z" }],
  ["that has not begun", { from: "20261124000000Z" }],
  ["that is none", authority({ basicConstraints: "critical,CA:FALSE" })],
  ["without basic constraints", authority({ basicConstraints: null })],
  ["with basic constraints that are not critical", authority({ basicConstraints: "CA:TRUE,pathlen:0" })],
  ["without a key usage", authority({ keyUsage: null })],
  ["whose key may not sign certificates", authority({ keyUsage: "critical,cRLSign" })],
  ["without its key's identifier", authority({ subjectKeyIdentifier: "none" })],
  ["without its root's key identifier", authority({ authorityKeyIdentifier: "none" })],
  ["for servers only", authority({ extendedKeyUsage: "serverAuth" })],
  ["for any purpose", authority({ extendedKeyUsage: "anyExtendedKeyUsage" })],
  ["with an unknown critical extension", authority({ "1.2.3.4": "critical,DER:0500" })],
  [
    "that limits names",
    authority({ nameConstraints: "critical,permitted;dirName:elsewhere", "\n[elsewhere]\nC": "RU" }),
  ],
  ["that wants a policy", authority({ policyConstraints: "critical,requireExplicitPolicy:0" }), "ours alone"],
];

function authority(changed: Readonly<Record<string, string | null>>): Partial<Wanted> {
  return { extensions: withLines(ISSUING, changed).extensions };
}

it.each(WRONG_AUTHORITY.map(([rule, wanted, whose = "both"]) => [rule, wanted, whose] as const))(
  "A8: refuses what was issued by an authority %s",
  async (_, wanted, whose) => {
    const issuing = parseCertificate(
      certify(openssl, { ...ISSUING, keyOf: "issuing", ...wanted, name: "wrong-issuing" }),
    );

    await expect(verify(authDer, { among: { ...anchors, intermediates: [issuing] } })).toRejectWithCode(
      issuing.extendedKeyUsage?.includes(OID.clientAuth) === false ? "CERTIFICATE_PURPOSE" : "ISSUER_UNKNOWN",
    );
    expect(opensslSays(authDer, { issuing: "wrong-issuing" }) !== BELIEVED).toBe(whose !== "ours alone");
  },
);

const WRONG_ROOT: readonly (readonly [rule: string, wanted: Partial<Wanted>])[] = [
  ["has ended", { until: "20261122000000Z" }],
  [
    "allows no authority below it",
    { extensions: withLines(ROOT, { basicConstraints: "critical,CA:TRUE,pathlen:0" }).extensions },
  ],
  ["is no authority", { extensions: withLines(ROOT, { basicConstraints: "critical,CA:FALSE" }).extensions }],
  ["has an unknown critical extension", { extensions: withLines(ROOT, { "1.2.3.4": "critical,DER:0500" }).extensions }],
  ["is for servers only", { extensions: withLines(ROOT, { extendedKeyUsage: "serverAuth" }).extensions }],
  ["has another name", { subject: "/C=KZ/O=Tanba/CN=Test r00t" }],
];

describe("the root", () => {
  it.each(WRONG_ROOT)("A8: that %s carries nothing", async (_, wanted) => {
    const root = parseCertificate(certify(openssl, { ...ROOT, keyOf: "root", ...wanted, name: "wrong-root" }));

    await expect(verify(authDer, { among: { ...anchors, roots: [root] } })).toRejectWithCode("ISSUER_UNKNOWN");
    expect(opensslSays(authDer, { root: "wrong-root" })).not.toBe(BELIEVED);
  });

  it("A8: of the same name and key identifier, but another key, carries nothing", async () => {
    const ski = Buffer.from(anchors.roots[0]?.subjectKeyIdentifier ?? []).toString("hex");
    const double = certify(openssl, {
      ...ROOT,
      extensions: withLines(ROOT, { subjectKeyIdentifier: ski }).extensions,
      name: "double-root",
    });

    await expect(verify(authDer, { among: { ...anchors, roots: [parseCertificate(double)] } })).toRejectWithCode(
      "ISSUER_UNKNOWN",
    );
    expect(opensslSays(authDer, { root: "double-root" })).not.toBe(BELIEVED);
  });

  it("A8: is not believed to issue to people itself", async () => {
    const der = certify(openssl, { ...AUTH, name: "from-root", issuer: "root" });
    await expect(verify(der)).toRejectWithCode("ISSUER_UNKNOWN");
  });
});

describe("certificate substitution", () => {
  const ski = Buffer.from(anchors.intermediates[0]?.subjectKeyIdentifier ?? []).toString("hex");

  it("A7: refuses one of an authority with our name and another key", async () => {
    certify(openssl, { ...ISSUING, name: "evil", issuer: undefined });
    const der = certify(openssl, { ...AUTH, name: "by-evil", issuer: "evil" });
    await expect(verify(der)).toRejectWithCode("ISSUER_UNKNOWN");
    expect(opensslSays(der)).not.toBe(BELIEVED);
  });

  it("A7: refuses one of an authority with our name, our key identifier and another key", async () => {
    certify(openssl, {
      ...ISSUING,
      ...authority({ subjectKeyIdentifier: ski, authorityKeyIdentifier: "none" }),
      name: "evil-twin",
      issuer: undefined,
    });
    const der = certify(openssl, { ...AUTH, name: "by-evil-twin", issuer: "evil-twin" });
    await expect(verify(der)).toRejectWithCode("SIGNATURE_INVALID");
    expect(opensslSays(der)).not.toBe(BELIEVED);
  });

  it("A8: refuses one that another holder has issued", async () => {
    const der = certify(openssl, { ...AUTH, name: "by-holder", issuer: "auth" });
    await expect(verify(der, { among: { ...anchors, intermediates: [parseCertificate(authDer)] } })).toRejectWithCode(
      "ISSUER_UNKNOWN",
    );
    expect(opensslSays(der, { issuing: "auth" })).not.toBe(BELIEVED);
  });

  it("A8: refuses one of an authority below the issuing one, which may have none", async () => {
    const below = certify(openssl, {
      ...ISSUING,
      name: "below",
      issuer: "issuing",
      subject: "/CN=Below",
      digest: "sha256",
    });
    const der = certify(openssl, { ...AUTH, name: "by-below", issuer: "below" });
    const among = { ...anchors, intermediates: [...anchors.intermediates, parseCertificate(below)] };
    await expect(verify(der, { among })).toRejectWithCode("ISSUER_UNKNOWN");
  });
});
