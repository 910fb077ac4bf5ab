import { readFileSync } from "node:fs";
import { beforeAll, expect, it, onTestFinished } from "vitest";
import { preparePair } from "#ca/issue.ts";
import { newSerial } from "#ca/serial.ts";
import { fromHex } from "#pki/bytes.ts";
import { assembleCrl, crlNumber, deltaCrlIndicator, encodeCrlTbs } from "#pki/crl.ts";
import type { RevokedEntry } from "#pki/crl-entries.ts";
import { boolean, explicit, implicit, integer, octetString, sequence } from "#pki/der-write.ts";
import {
  authorityKeyIdentifier,
  basicConstraints,
  crlDistributionPoints,
  type Extension,
  extendedKeyUsage,
  freshestCrl,
  issuingDistributionPoint,
  keyUsage,
  policies,
  storageExtension,
} from "#pki/extensions.ts";
import { OID, ROLE_OIDS, STORAGE_OIDS } from "#pki/oid.ts";
import { encodeTbs, type TbsCertificate } from "#pki/tbs-certificate.ts";
import { openJournal } from "#signer/journal.ts";
import {
  NOW,
  RSA_KEYS,
  STATUS_URL,
  standingClock,
  type TestHierarchy,
  testAuthority,
  testHierarchy,
  testOrder,
} from "#tests/support/authority.ts";
import { partsOf } from "#tests/support/spoil.ts";

const DAY_MS = 86_400_000;
const later = (ms: number, from: Date = NOW) => new Date(from.getTime() + ms);
let hierarchy: TestHierarchy;

beforeAll(async () => {
  hierarchy = await testHierarchy();
});

/** An order that the signer accepts, and its parts for spoiling it. */
async function acceptable() {
  const authority = await testAuthority(hierarchy);
  const [order] = await preparePair(authority, testOrder("EMPLOYEE", { keys: RSA_KEYS }));
  if (!order) throw new Error("nothing prepared");
  return { authority, order, parts: partsOf(order) };
}

const replace = (parts: TbsCertificate, changed: Extension) => ({
  extensions: parts.extensions.map((extension) => (extension.oid === changed.oid ? changed : extension)),
});
const without = (parts: TbsCertificate, type: string) => ({
  extensions: parts.extensions.filter(({ oid }) => oid !== type),
});
const usage = (...purposes: string[]) => extendedKeyUsage(...purposes, ROLE_OIDS.legalEntity, ROLE_OIDS.employee);

const FORBIDDEN: readonly (readonly [
  rule: string,
  how: string,
  change: (parts: TbsCertificate) => Partial<TbsCertificate>,
])[] = [
  ["serial-differs-from-order", "another serial inside", () => ({ serial: fromHex(newSerial()) })],
  ["malformed", "a signature algorithm of another key", () => ({ algorithm: "RSA-SHA256" })],
  ["foreign-issuer", "the root's name", () => ({ issuer: hierarchy.root.subject })],
  [
    "foreign-authority-key",
    "another authority's key identifier",
    (parts) => replace(parts, authorityKeyIdentifier(new Uint8Array(20))),
  ],
  ["foreign-authority-key", "no authority's key identifier", (parts) => without(parts, OID.authorityKeyIdentifier)],
  ["dated-back-or-ahead", "a start 61 s ago", () => ({ notBefore: later(-61_000) })],
  ["dated-back-or-ahead", "a start 62 s ahead", () => ({ notBefore: later(62_000) })],
  ["validity-past-issuer", "an end after the issuer's", () => ({ notAfter: later(1000, hierarchy.issuing.notAfter) })],
  ["validity-backwards", "an end before the start", () => ({ notAfter: later(-120_000) })],
  [
    "validity-too-long",
    "a year and a second for a file",
    (parts) => ({ notAfter: new Date(parts.notBefore.getTime() + 365 * DAY_MS) }),
  ],
  [
    "validity-too-long",
    "three years for a file",
    (parts) => ({ notAfter: new Date(parts.notBefore.getTime() + 3 * 365 * DAY_MS - 1000) }),
  ],
  [
    "validity-too-long",
    "three years and a second for a device",
    (parts) => ({
      ...replace(parts, storageExtension({ type: STORAGE_OIDS.KAZTOKEN })),
      notAfter: new Date(parts.notBefore.getTime() + 3 * 365 * DAY_MS),
    }),
  ],
  ["authority-certificate", "CA:TRUE", (parts) => ({ extensions: [...parts.extensions, basicConstraints()] })],
  [
    "authority-certificate",
    "the usage of an authority",
    (parts) => replace(parts, keyUsage("digitalSignature", "keyCertSign")),
  ],
  ["authority-certificate", "no usage", (parts) => without(parts, OID.keyUsage)],
  ["purpose-not-allowed", "TLS server", (parts) => replace(parts, usage(OID.serverAuth))],
  ["purpose-not-allowed", "any purpose", (parts) => replace(parts, usage("2.5.29.37.0"))],
  ["purpose-not-allowed", "OCSP", (parts) => replace(parts, usage(OID.ocspSigning))],
  ["purpose-not-allowed", "no purpose", (parts) => without(parts, OID.extendedKeyUsage)],
  [
    "extension-not-allowed",
    "a name constraint",
    (parts) => ({ extensions: [...parts.extensions, { oid: "2.5.29.30", critical: true, value: sequence() }] }),
  ],
  ["profile-unknown", "both purposes at once", (parts) => replace(parts, usage(OID.clientAuth, OID.emailProtection))],
  ["profile-unknown", "a role of its own", (parts) => replace(parts, extendedKeyUsage(OID.clientAuth, ROLE_OIDS.hr))],
  ["profile-unknown", "the policy of individuals", (parts) => replace(parts, policies([OID.policyIndividualAuth]))],
  ["profile-unknown", "a key on P-384", () => ({ spki: hierarchy.root.spki })],
  ["profile-unknown", "no key", () => ({ spki: sequence(octetString(new Uint8Array(8))) })],
];

it.each(FORBIDDEN)("C14: %s refuses %s", async (rule, _, change) => {
  const { authority, order, parts } = await acceptable();
  const tbs = encodeTbs({ ...parts, ...change(parts) });

  await expect(authority.signer.sign([{ serial: order.serial, tbs }])).rejects.toMatchObject({
    code: "SIGNER_REFUSED",
    rule,
    serial: order.serial,
  });
  expect(authority.journal.find(order.serial)).toBeUndefined();
});

it.each([
  ["malformed", "bytes that are no certificate", Uint8Array.of(0x30, 0x00)],
  ["malformed", "nothing", new Uint8Array()],
  ["malformed", "a request's version", sequence(explicit(0, integer(0)))],
])("C14: %s refuses %s", async (rule, _, tbs) => {
  const { authority, order } = await acceptable();
  await expect(authority.signer.sign([{ serial: order.serial, tbs }])).rejects.toMatchObject({
    code: "SIGNER_REFUSED",
    rule,
  });
});

it("C14: a serial of less than 16 octets is refused", async () => {
  const { authority, parts } = await acceptable();
  const tbs = encodeTbs({ ...parts, serial: fromHex("0102030405060708") });
  await expect(authority.signer.sign([{ serial: "0102030405060708", tbs }])).rejects.toMatchObject({
    rule: "serial-short",
  });
});

it("C1, C3: the same order gets the same bytes, for ever, and other contents under its serial are refused", async () => {
  const { authority, order, parts } = await acceptable();
  const [first] = await authority.signer.sign([order]);
  authority.clock.set(later(3_600_000));

  expect(await authority.signer.sign([order])).toEqual([first]);
  const other = { serial: order.serial, tbs: encodeTbs({ ...parts, notBefore: later(3_600_000) }) };
  await expect(authority.signer.sign([other])).rejects.toMatchObject({ rule: "serial-used-for-other-contents" });
});

it("C14: one order that is refused stops its whole batch before the key is used", async () => {
  const { authority, order } = await acceptable();
  const [other] = await preparePair(authority, testOrder("HR"));
  const spoiled = { serial: newSerial(), tbs: order.tbs };

  await expect(authority.signer.sign([...(other ? [other] : []), spoiled])).toRejectWithCode("SIGNER_REFUSED");
  expect(readFileSync(authority.journalPath, "utf8")).toBe("");
});

it("C1: one serial twice in one batch is refused", async () => {
  const { authority, order } = await acceptable();
  await expect(authority.signer.sign([order, order])).rejects.toMatchObject({ rule: "serial-twice-in-one-batch" });
});

it("C14: a buried serial is never signed, and a signed one never buried", async () => {
  const { authority, order } = await acceptable();
  const [buried, signed] = [order, ...(await preparePair(authority, testOrder("HR")))];
  if (!buried || !signed) throw new Error("nothing prepared");

  expect(await authority.signer.void(buried.serial)).toEqual({ voided: true });
  await expect(authority.signer.sign([buried])).rejects.toMatchObject({ rule: "serial-buried" });
  expect(await authority.signer.void(buried.serial)).toEqual({ voided: true });

  const [signature] = await authority.signer.sign([signed]);
  expect(await authority.signer.void(signed.serial)).toEqual({ voided: false, signature });
});

it("C14: burying and signing one serial at once end in exactly one of the two, 500 times", async () => {
  const { authority } = await acceptable();
  for (let round = 0; round < 250; round++) {
    const pair = await preparePair(authority, testOrder());
    await Promise.all(
      pair.map(async (order, at) => {
        const sign = () =>
          authority.signer.sign([order]).then(
            ([signature]) => signature,
            () => undefined,
          );
        const bury = () => authority.signer.void(order.serial);
        const [signature, fate] =
          at === 0 ? await Promise.all([sign(), bury()]) : (await Promise.all([bury(), sign()])).toReversed();
        const voided = typeof fate === "object" && "voided" in fate && fate.voided;
        expect(voided).toBe(signature === undefined);
        expect(authority.journal.find(order.serial)?.kind).toBe(signature ? "SIGNATURE" : "TOMBSTONE");
      }),
    );
  }
});

it("C14: more signatures than allowed in a minute have to wait, and the same order again does not count", async () => {
  const clock = standingClock();
  const authority = await testAuthority(hierarchy, { clock, signaturesPerMinute: 3 });
  const first = await preparePair(authority, testOrder());
  await authority.signer.sign(first);
  await authority.signer.sign(first);
  clock.set(later(59_000));
  const second = await preparePair(authority, testOrder("HR"));
  await expect(authority.signer.sign(second)).rejects.toMatchObject({
    code: "SIGNER_UNAVAILABLE",
    rule: "signatures-per-minute",
  });
  clock.set(later(60_000));
  expect(await authority.signer.sign(second)).toHaveLength(2);
});

// ---------------------------------------------------------------------------------------------------------- CRLs

const ours = () => authorityKeyIdentifier(hierarchy.issuing.subjectKeyIdentifier ?? new Uint8Array());

const ofShard = (shard: number | string) => issuingDistributionPoint(`${STATUS_URL}/crl/issuing-${shard}.crl`);
const listed = (entry: Partial<RevokedEntry>) => ({
  entries: [
    { serial: newSerial(), revokedAt: NOW, reason: 1 },
    { serial: newSerial(), revokedAt: NOW, reason: 4, ...entry },
  ],
});
const saying = (...extensions: readonly Extension[]) => ({ extensions: [ours(), crlNumber(9n), ...extensions] });

function crlTbs(number: bigint, changes: Partial<Parameters<typeof encodeCrlTbs>[0]> = {}, base?: bigint): Uint8Array {
  return encodeCrlTbs({
    algorithm: "ECDSA-P256-SHA256",
    issuer: hierarchy.issuing.subject,
    thisUpdate: NOW,
    nextUpdate: later(86_400_000),
    entries: [],
    extensions: [ours(), crlNumber(number), ...(base === undefined ? [] : [deltaCrlIndicator(base)])],
    ...changes,
  });
}

it("D10: CRLs are signed with growing numbers only, complete and delta each for itself, also after a restart", async () => {
  const { authority } = await acceptable();
  const { signer } = authority;

  await signer.signCrl([crlTbs(5n)]);
  await signer.signCrl([crlTbs(5n, {}, 5n)]);
  for (const tbs of [crlTbs(5n), crlTbs(4n), crlTbs(5n, {}, 5n)]) {
    await expect(signer.signCrl([tbs])).rejects.toMatchObject({
      code: "SIGNER_REFUSED",
      rule: "crl-number-not-higher",
    });
  }
  expect(await signer.signCrl([crlTbs(6n)])).toBeInstanceOf(Uint8Array);
});

it("D10: each shard has its own numbers, and those of all certificates theirs, also after a restart", async () => {
  const { authority } = await acceptable();
  const { signer, journalPath } = authority;
  const of = (shard: number, number: bigint, base?: bigint) =>
    crlTbs(number, {
      extensions: [ours(), crlNumber(number), ofShard(shard), ...(base === undefined ? [] : [deltaCrlIndicator(base)])],
    });
  await signer.signCrl([crlTbs(7n)]);
  await signer.signCrl([of(1, 5n)]);
  await signer.signCrl([of(2, 6n)]);
  await signer.signCrl([of(1, 6n, 5n)]);
  await expect(signer.signCrl([of(3, 9n, 5n)])).rejects.toMatchObject({ rule: "crl-delta-without-base" });

  const journal = await openJournal(journalPath);
  onTestFinished(() => journal.close());
  const last = (kind: "FULL" | "DELTA", shard: number) => journal.lastCrlNumber({ kind, shard });
  expect([last("FULL", 0), last("FULL", 1), last("DELTA", 1), last("FULL", 2), last("FULL", 3)]).toEqual([
    7n,
    5n,
    6n,
    6n,
    0n,
  ]);
  for (const again of [of(1, 5n), of(2, 6n), of(1, 6n, 5n), crlTbs(7n)]) {
    await expect(signer.signCrl([again])).rejects.toMatchObject({ rule: "crl-number-not-higher" });
  }
});

it("C14: of two CRLs of one number that come at once one is signed, however long they take to read", async () => {
  const { authority } = await acceptable();
  const entries = Array.from({ length: 5000 }, () => ({ serial: newSerial(), revokedAt: NOW, reason: 1 }));
  const answers = await Promise.allSettled([
    authority.signer.signCrl([crlTbs(9n, { entries })]),
    authority.signer.signCrl([crlTbs(9n)]),
    authority.signer.signCrl([crlTbs(9n, { entries: entries.slice(1) })]),
  ]);
  expect(answers.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  expect(readFileSync(authority.journalPath, "utf8").trimEnd().split("\n")).toHaveLength(1);
});

it("C14: a certificate whose delta CRL is of another shard, or whose lists are not ours, is refused", async () => {
  const { authority, order, parts } = await acceptable();
  const named = (complete: string, delta: string) => ({
    serial: order.serial,
    tbs: encodeTbs({
      ...parts,
      extensions: parts.extensions.map((extension) => {
        if (extension.oid === OID.crlDistributionPoints) return crlDistributionPoints(complete);
        return extension.oid === OID.freshestCrl ? freshestCrl(delta) : extension;
      }),
    }),
  });
  const at = (name: string) => `${STATUS_URL}/crl/${name}.crl`;
  const wrong = [
    named(at("issuing-1"), at("issuing-2-delta")),
    named(at("issuing-01"), at("issuing-01-delta")),
    named(at("root"), at("root-delta")),
    named("ldap://elsewhere/cn=list", "ldap://elsewhere/cn=delta"),
  ];
  for (const each of wrong) {
    await expect(authority.signer.sign([each])).rejects.toMatchObject({ rule: "revocation-lists-elsewhere" });
  }
  expect(await authority.signer.sign([named(at("issuing-1"), at("issuing-1-delta"))])).toHaveLength(1);
});

it.each([
  ["crl-foreign-issuer", "the root's name", () => crlTbs(9n, { issuer: hierarchy.root.subject })],
  ["crl-dated-back-or-ahead", "a list of yesterday", () => crlTbs(9n, { thisUpdate: later(-86_400_000) })],
  ["crl-life-too-long", "a list for a year", () => crlTbs(9n, { nextUpdate: later(365 * 86_400_000) })],
  ["crl-life-too-long", "a list that ends before it begins", () => crlTbs(9n, { nextUpdate: later(-1000) })],
  ["crl-algorithm-of-another-key", "an algorithm of another key", () => crlTbs(9n, { algorithm: "RSA-SHA256" })],
  ["crl-delta-without-base", "a delta to a list that never was", () => crlTbs(9n, {}, 8n)],
  ["crl-foreign-authority-key", "another key's identifier", () => crlTbs(9n, { extensions: [crlNumber(9n)] })],
  [
    "crl-extension-not-allowed",
    "an extension that nobody knows",
    () => crlTbs(9n, saying({ oid: "1.2.3.4", critical: false, value: integer(1) })),
  ],
  [
    "crl-extension-not-allowed",
    "a shard that is not critical",
    () => crlTbs(9n, saying({ ...ofShard(1), critical: false })),
  ],
  ["crl-shard-unknown", "a shard without a number", () => crlTbs(9n, saying(ofShard("x")))],
  ["crl-shard-unknown", "shard 0", () => crlTbs(9n, saying(ofShard(0)))],
  [
    "crl-shard-unknown",
    "the list of all under a shard's mark",
    () => crlTbs(9n, saying(issuingDistributionPoint(`${STATUS_URL}/crl/issuing.crl`))),
  ],
  ["crl-shard-unknown", "a delta's address", () => crlTbs(9n, saying(ofShard("1-delta")))],
  [
    "crl-malformed",
    "a list of users' certificates alone",
    () =>
      crlTbs(
        9n,
        saying({ oid: OID.issuingDistributionPoint, critical: true, value: sequence(implicit(1, boolean(true))) }),
      ),
  ],
  ["crl-entry-reason", "a reason that nobody here gives", () => crlTbs(9n, listed({ reason: 9 }))],
  ["crl-entry-reason", "an entry without a reason", () => crlTbs(9n, listed({ reason: undefined }))],
  ["crl-entry-reason", "a complete list that takes an entry back", () => crlTbs(9n, listed({ reason: 8 }))],
  ["crl-entry-ahead", "a revocation of tomorrow", () => crlTbs(9n, listed({ revokedAt: later(86_400_000) }))],
  ["crl-entry-serial", "a negative serial", () => crlTbs(9n, listed({ serial: `ff${"00".repeat(8)}` }))],
  ["crl-entry-serial", "a serial of 21 octets", () => crlTbs(9n, listed({ serial: `7f${"00".repeat(20)}` }))],
  ["crl-malformed", "a list without a number", () => crlTbs(9n, { extensions: [deltaCrlIndicator(1n)] })],
  ["crl-malformed", "a certificate", () => assembleCrl(crlTbs(9n), "ECDSA-P256-SHA256", new Uint8Array(8))],
])("%s refuses %s", async (rule, _, tbs) => {
  const { authority } = await acceptable();
  await expect(authority.signer.signCrl([tbs()])).rejects.toMatchObject({ code: "SIGNER_REFUSED", rule });
});
