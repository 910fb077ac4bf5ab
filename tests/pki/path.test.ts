import { describe, expect, it } from "vitest";
import { concatBytes } from "#pki/bytes.ts";
import { parseCertificate } from "#pki/certificate.ts";
import { boolean, encode, explicit, integer, octetString, oid, readDer, sequence, utf8String } from "#pki/der.ts";
import { OID } from "#pki/oid.ts";
import { type Anchors, type Purpose, verifyPath } from "#pki/path.ts";
import { nodePrimitives as primitives } from "#platform/node-primitives.ts";
import { opensslIn, temporaryFolder } from "#tests/support/openssl.ts";
import {
  AUTH,
  certify,
  ISSUING,
  NOW,
  P256_KEY,
  ROOT,
  RSA_KEY,
  SIGN,
  type Wanted,
  withLines,
} from "./openssl-authority.ts";
import { partsOfTbs, signer, tbsOf } from "./resign.ts";

const openssl = opensslIn(temporaryFolder());
const anchors: Anchors = {
  roots: [parseCertificate(certify(openssl, ROOT))],
  intermediates: [parseCertificate(certify(openssl, ISSUING))],
};
const authDer = certify(openssl, AUTH);
const signDer = certify(openssl, SIGN);

/** What we say about a certificate: nothing, or the reason by which it is refused. */
async function verify(
  der: Uint8Array,
  among: Anchors = anchors,
  purpose: Purpose = "SIGN_IN",
  at = NOW,
): Promise<void> {
  await verifyPath(parseCertificate(der), among, { at, purpose, primitives });
}

/** What OpenSSL says about it, at its strictest. */
function opensslSays(der: Uint8Array, { issuing = "issuing", root = "root", purpose = "sslclient" } = {}): string {
  openssl.write("judged.der", der);
  const chain = ["-CAfile", `${root}.pem`, "-untrusted", `${issuing}.pem`];
  const moment = ["-attime", `${NOW.getTime() / 1000}`];
  return openssl.says("verify", "-x509_strict", "-purpose", purpose, ...moment, ...chain, "judged.der");
}

const BELIEVED = "judged.der: OK\n";

describe("a holder's certificate", () => {
  it("A8: is believed for its own purpose, by us and by OpenSSL", async () => {
    await verify(authDer);
    await verify(signDer, anchors, "SIGNING");
    expect(opensslSays(authDer)).toBe(BELIEVED);
    expect(opensslSays(signDer, { purpose: "smimesign" })).toBe(BELIEVED);
  });

  it("is believed with an RSA key of 2048 bits", async () => {
    await verify(certify(openssl, { ...AUTH, name: "rsa", key: RSA_KEY }));
  });

  it("is believed from its first second to the end of its last", async () => {
    const [first, last] = [Date.UTC(2026, 0, 1), Date.UTC(2027, 0, 1)];
    const at = (instant: number) => verify(authDer, anchors, "SIGN_IN", new Date(instant));

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

it.each(WRONG)("A8: refuses a certificate %s", async (_, wanted, code, whose) => {
  const der = certify(openssl, { ...AUTH, ...wanted, name: "wrong" });

  await expect(verify(der)).toRejectWithCode(code);
  expect(opensslSays(der) !== BELIEVED).toBe(whose !== "ours alone");
});

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

it.each(WRONG_AUTHORITY)("A8: refuses what was issued by an authority %s", async (_, wanted, whose) => {
  const issuing = parseCertificate(
    certify(openssl, { ...ISSUING, keyOf: "issuing", ...wanted, name: "wrong-issuing" }),
  );

  await expect(verify(authDer, { ...anchors, intermediates: [issuing] })).toRejectWithCode(
    issuing.extendedKeyUsage?.includes(OID.clientAuth) === false ? "CERTIFICATE_PURPOSE" : "ISSUER_UNKNOWN",
  );
  expect(opensslSays(authDer, { issuing: "wrong-issuing" }) !== BELIEVED).toBe(whose !== "ours alone");
});

describe("the root", () => {
  it.each<[rule: string, wanted: Partial<Wanted>]>([
    ["has ended", { until: "20261122000000Z" }],
    [
      "allows no authority below it",
      { extensions: withLines(ROOT, { basicConstraints: "critical,CA:TRUE,pathlen:0" }).extensions },
    ],
    ["is no authority", { extensions: withLines(ROOT, { basicConstraints: "critical,CA:FALSE" }).extensions }],
    [
      "has an unknown critical extension",
      { extensions: withLines(ROOT, { "1.2.3.4": "critical,DER:0500" }).extensions },
    ],
    ["is for servers only", { extensions: withLines(ROOT, { extendedKeyUsage: "serverAuth" }).extensions }],
    ["has another name", { subject: "/C=KZ/O=Tanba/CN=Test r00t" }],
  ])("A8: that %s carries nothing", async (_, wanted) => {
    const root = parseCertificate(certify(openssl, { ...ROOT, keyOf: "root", ...wanted, name: "wrong-root" }));

    await expect(verify(authDer, { ...anchors, roots: [root] })).toRejectWithCode("ISSUER_UNKNOWN");
    expect(opensslSays(authDer, { root: "wrong-root" })).not.toBe(BELIEVED);
  });

  it("A8: of the same name and key identifier, but another key, carries nothing", async () => {
    const ski = Buffer.from(anchors.roots[0]?.subjectKeyIdentifier ?? []).toString("hex");
    const double = certify(openssl, {
      ...ROOT,
      ...{ extensions: withLines(ROOT, { subjectKeyIdentifier: ski }).extensions },
      name: "double-root",
    });

    await expect(verify(authDer, { ...anchors, roots: [parseCertificate(double)] })).toRejectWithCode("ISSUER_UNKNOWN");
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
    await expect(verify(der, { ...anchors, intermediates: [parseCertificate(authDer)] })).toRejectWithCode(
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
    await expect(verify(der, among)).toRejectWithCode("ISSUER_UNKNOWN");
  });
});

describe("what no command of OpenSSL makes", () => {
  const sign = signer(openssl, "issuing");
  const parts = partsOfTbs(authDer);
  const [version, serial, algorithm, issuer, validity, subject, spki, extensions] = parts;
  const changed = (at: number, ...replacement: Uint8Array[]) => sign(tbsOf(parts.toSpliced(at, 1, ...replacement)));
  const extensionList = readDer(extensions ?? new Uint8Array()).children[0]?.children.map(({ der }) => der) ?? [];
  const withExtensions = (...list: Uint8Array[]) => changed(7, explicit(3, sequence(...list)));
  const generalized = (text: string) => encode(0x18, new TextEncoder().encode(text));
  const utc = (text: string) => encode(0x17, new TextEncoder().encode(text));
  const [firstExtension = new Uint8Array()] = extensionList;

  it("is believed when nothing was changed", async () => {
    await verify(sign(tbsOf(parts)));
  });

  it.each<[rule: string, der: Uint8Array, code: string]>([
    ["of version 1", sign(tbsOf(parts.slice(1, 7))), "CERTIFICATE_MALFORMED"],
    ["of version 1 with extensions", sign(tbsOf(parts.slice(1))), "CERTIFICATE_MALFORMED"],
    ["of version 2", changed(0, explicit(0, integer(1))), "CERTIFICATE_MALFORMED"],
    ["of version 4", changed(0, explicit(0, integer(3))), "CERTIFICATE_MALFORMED"],
    ["with a negative serial number", changed(1, Uint8Array.of(2, 2, 0x80, 1)), "CERTIFICATE_MALFORMED"],
    ["with the serial number 0", changed(1, integer(0)), "CERTIFICATE_MALFORMED"],
    ["with a serial number of 21 octets", changed(1, integer(new Uint8Array(21).fill(0x11))), "CERTIFICATE_MALFORMED"],
    ["with a padded serial number", changed(1, Uint8Array.of(2, 2, 0, 1)), "CERTIFICATE_MALFORMED"],
    ["that names another algorithm inside", changed(2, sequence(oid(OID.ecdsaWithSha384))), "CERTIFICATE_MALFORMED"],
    ["with an extension twice", withExtensions(...extensionList, firstExtension), "CERTIFICATE_MALFORMED"],
    ["with no extensions in the list", withExtensions(), "CERTIFICATE_MALFORMED"],
    ["without a list of extensions", sign(tbsOf(parts.slice(0, 7))), "CERTIFICATE_MALFORMED"],
    [
      "that says in words that an extension is not critical",
      withExtensions(...extensionList, sequence(oid("1.2.3"), boolean(false), octetString(new Uint8Array()))),
      "CERTIFICATE_MALFORMED",
    ],
    [
      "with a critical flag that is neither",
      withExtensions(...extensionList, sequence(oid("1.2.3"), Uint8Array.of(1, 1, 1), octetString(new Uint8Array()))),
      "CERTIFICATE_MALFORMED",
    ],
    [
      "with a unique identifier",
      changed(6, spki ?? serial ?? new Uint8Array(), Uint8Array.of(0x82, 2, 0, 1)),
      "CERTIFICATE_MALFORMED",
    ],
    [
      "with a time before 2050 that is no UTCTime",
      changed(4, sequence(generalized("20260101000000Z"), generalized("20270101000000Z"))),
      "CERTIFICATE_MALFORMED",
    ],
    [
      "with a time without seconds",
      changed(4, sequence(utc("2601010000Z"), utc("2701010000Z"))),
      "CERTIFICATE_MALFORMED",
    ],
    [
      "with a time of another zone",
      changed(4, sequence(utc("260101000000+0500"), utc("270101000000+0500"))),
      "CERTIFICATE_MALFORMED",
    ],
    [
      "with the 30th of February",
      changed(4, sequence(utc("260101000000Z"), utc("270230000000Z"))),
      "CERTIFICATE_MALFORMED",
    ],
    ["with a name of nobody", changed(5, sequence()), "CERTIFICATE_REFUSED"],
    ["with a name that is none", changed(5, sequence(utf8String("BIN990140001234"))), "CERTIFICATE_MALFORMED"],
    ["of an issuer of nobody", changed(3, sequence()), "ISSUER_UNKNOWN"],
    [
      "signed by its issuer's name in other letters",
      changed(
        3,
        Uint8Array.from(issuer ?? [], (byte) => (byte === 0x54 ? 0x74 : byte)),
      ),
      "ISSUER_UNKNOWN",
    ],
    ["with bytes after it", concatBytes(authDer, Uint8Array.of(0)), "CERTIFICATE_MALFORMED"],
    ["cut off", authDer.subarray(0, -1), "CERTIFICATE_MALFORMED"],
    ["of no bytes", new Uint8Array(), "CERTIFICATE_MALFORMED"],
    ["of more than 16 KiB", new Uint8Array(20_000).fill(0x30), "CERTIFICATE_MALFORMED"],
    [
      "with an empty signature",
      sequence(tbsOf(parts), algorithm ?? version ?? new Uint8Array(), Uint8Array.of(3, 1, 0)),
      "SIGNATURE_INVALID",
    ],
    ["without a subject and validity", changed(4), "CERTIFICATE_MALFORMED"],
    [
      "whose validity stands where the subject is due",
      changed(5, validity ?? subject ?? new Uint8Array()),
      "CERTIFICATE_MALFORMED",
    ],
  ])("A8: refuses a certificate %s", async (_, der, code) => {
    await expect((async () => verify(der))()).toRejectWithCode(code);
  });
});
