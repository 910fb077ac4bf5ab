import { readdirSync } from "node:fs";
import { beforeAll, expect, it } from "vitest";
import { holderKeyOf } from "#ca/holder-key.ts";
import { READABLE } from "#ca/lint/findings-by.ts";
import type { LintFacts } from "#ca/lint/lint.ts";
import { findingsIn, LINTS, requireLintFree } from "#ca/lint/require-lint-free.ts";
import { profileExtensions } from "#ca/profile-extensions.ts";
import { PROFILES } from "#ca/profiles.ts";
import { newSerial } from "#ca/serial.ts";
import { shardFor } from "#ca/shards.ts";
import { subjectName } from "#ca/subject.ts";
import { validityFrom } from "#ca/validity.ts";
import { fromHex } from "#pki/bytes.ts";
import { keyIdentifierOf } from "#pki/certificate.ts";
import { TAG } from "#pki/der.ts";
import { encode, explicit, integer, octetString, sequence, time } from "#pki/der-write.ts";
import {
  authorityKeyIdentifier,
  basicConstraints,
  crlDistributionPoints,
  type Extension,
  encodeExtension,
  extendedKeyUsage,
  keyUsage,
  policies,
  storageExtension,
  subjectKeyIdentifier,
} from "#pki/extensions.ts";
import { encodeName, type NameAttribute, parseName } from "#pki/name.ts";
import { OID, ROLE_OIDS, STORAGE_OIDS } from "#pki/oid.ts";
import { encodeSignatureAlgorithm } from "#pki/signature-algorithm.ts";
import { assembleCertificate, encodeTbs, type TbsCertificate } from "#pki/tbs-certificate.ts";
import { nodePrimitives } from "#platform/node-primitives.ts";
import {
  CRL_SHARDS,
  EC_KEYS,
  NOW,
  STATUS_URL,
  type TestHierarchy,
  testHierarchy,
  testOrder,
} from "#tests/support/authority.ts";

const DAY_MS = 86_400_000;
const ORDER = testOrder("EMPLOYEE");
const PROFILE = PROFILES["EMPLOYEE-AUTH"];

let hierarchy: TestHierarchy;
let draft: TbsCertificate;

/** A certificate as `preparePair` would make it, to be spoiled. */
beforeAll(async () => {
  hierarchy = await testHierarchy();
  const key = holderKeyOf(EC_KEYS.AUTH);
  if (!key || !hierarchy.issuing.subjectKeyIdentifier) throw new Error("no key");
  const issuerKeyIdentifier = hierarchy.issuing.subjectKeyIdentifier;
  const serial = newSerial();
  draft = {
    serial: fromHex(serial),
    algorithm: "ECDSA-P256-SHA256",
    issuer: hierarchy.issuing.subject,
    subject: subjectName(ORDER.person, ORDER.organisation),
    ...validityFrom(NOW, 365, hierarchy.issuing.notAfter),
    spki: EC_KEYS.AUTH,
    extensions: [
      subjectKeyIdentifier(await keyIdentifierOf(EC_KEYS.AUTH, nodePrimitives)),
      ...profileExtensions({
        profile: PROFILE,
        key,
        storage: "PERSONAL_COMPUTER",
        issuerKeyIdentifier,
        statusUrl: STATUS_URL,
        shard: shardFor(serial, CRL_SHARDS),
      }),
    ],
  };
});

const facts = (): LintFacts => ({
  profile: PROFILE,
  storage: "PERSONAL_COMPUTER",
  issuer: hierarchy.issuing,
  statusUrl: STATUS_URL,
  crlShards: CRL_SHARDS,
  now: NOW,
});

const unsigned = (tbs: Uint8Array, algorithm = draft.algorithm) =>
  assembleCertificate(tbs, algorithm, new Uint8Array(64));

const rulesBroken = (der: Uint8Array, others: Partial<LintFacts> = {}) =>
  findingsIn(der, { ...facts(), ...others }).map(({ rule }) => rule);

const replace = (changed: Extension) =>
  draft.extensions.map((extension) => (extension.oid === changed.oid ? changed : extension));
const name = (change: (attributes: NameAttribute[]) => NameAttribute[]) =>
  encodeName(change(parseName(draft.subject).flat()));
const withValue = (type: string, value: string) =>
  name((attributes) => attributes.map((attribute) => (attribute.type === type ? { ...attribute, value } : attribute)));
const later = (date: Date, ms: number) => new Date(date.getTime() + ms);

/** The same TBS, its times both GeneralizedTime. */
function withGeneralizedTime(): Uint8Array {
  const generalized = (at: Date) =>
    encode(TAG.GENERALIZED_TIME, new TextEncoder().encode(`${at.toISOString().replace(/\D/g, "").slice(0, 14)}Z`));
  return sequence(
    explicit(0, integer(2)),
    integer(draft.serial),
    encodeSignatureAlgorithm(draft.algorithm),
    draft.issuer,
    sequence(time(draft.notBefore), generalized(draft.notAfter)),
    draft.subject,
    draft.spki,
    explicit(3, sequence(...draft.extensions.map(encodeExtension))),
  );
}

it("C10: lets pass what the profiles make", () => {
  expect(findingsIn(unsigned(encodeTbs(draft)), facts())).toEqual([]);
});

/** Rule broken, what breaks it, and how. */
const SPOILED: readonly (readonly [rule: string, how: string, change: () => Partial<TbsCertificate> | Uint8Array])[] = [
  ["serial-is-long-and-positive", "a serial of 8 octets", () => ({ serial: fromHex("4011223344556677") })],
  [
    "serial-is-long-and-positive",
    "a serial that starts with 00",
    () => ({ serial: fromHex(`00ff${"11".repeat(18)}`) }),
  ],
  ["signature-algorithm-fits-issuer", "RSA from an EC key", () => ({ algorithm: "RSA-SHA256" })],
  ["issuer-is-ours", "the root as issuer", () => ({ issuer: hierarchy.root.subject })],
  ["validity-is-as-long-as-promised", "one second more", () => ({ notAfter: later(draft.notAfter, 1000) })],
  ["validity-is-as-long-as-promised", "a day less", () => ({ notAfter: later(draft.notAfter, -DAY_MS) })],
  [
    "validity-starts-now",
    "a start 61 s ago",
    () => ({ notBefore: later(draft.notBefore, -61_000), notAfter: later(draft.notAfter, -61_000) }),
  ],
  [
    "validity-starts-now",
    "a start a second ahead",
    () => ({ notBefore: later(draft.notBefore, 1000), notAfter: later(draft.notAfter, 1000) }),
  ],
  ["certificate-is-readable", "GeneralizedTime before 2050", withGeneralizedTime],
  ["subject-has-its-layout", "attributes in another order", () => ({ subject: name((all) => all.toReversed()) })],
  [
    "subject-has-its-layout",
    "an e-mail address",
    () => ({ subject: name((all) => [...all, { type: OID.emailAddress, value: "a@b.kz", encoding: "ia5" }]) }),
  ],
  ["subject-has-its-layout", "no organisation", () => ({ subject: subjectName(ORDER.person) })],
  [
    "subject-identifies-the-person",
    "a common name without the surname",
    () => ({ subject: withValue(OID.commonName, "ГҮЛНҰР") }),
  ],
  ["subject-identifies-the-person", "another country", () => ({ subject: withValue(OID.country, "KG") })],
  [
    "subject-identifies-the-person",
    "an organisational unit that is no BIN",
    () => ({ subject: withValue(OID.organisationalUnit, "Бухгалтерия") }),
  ],
  [
    "subject-is-within-bounds",
    "a name of 65 characters",
    () => ({ subject: withValue(OID.commonName, `ӘУЕЗОВА ${"Ғ".repeat(57)}`) }),
  ],
  [
    "subject-is-plain-text",
    "a right-to-left override",
    () => ({ subject: withValue(OID.organisation, "ТОО \u202eтест") }),
  ],
  ["subject-is-plain-text", "a decomposed letter", () => ({ subject: withValue(OID.organisation, "ТОО И\u0306") })],
  ["subject-is-plain-text", "a space at the end", () => ({ subject: withValue(OID.organisation, "ТОО Тест ") })],
  [
    "subject-identifies-the-person",
    "an IIN of three digits",
    () => ({ subject: withValue(OID.serialNumber, "IIN123") }),
  ],
  ["key-is-allowed", "a key on P-384", () => ({ spki: hierarchy.root.spki })],
  ["key-is-allowed", "bytes that are no key", () => ({ spki: sequence(EC_KEYS.AUTH) })],
  [
    "key-usage-is-the-profiles",
    "the usage of the other slot",
    () => ({ extensions: replace(keyUsage("digitalSignature", "nonRepudiation")) }),
  ],
  [
    "key-usage-is-the-profiles",
    "a usage that is not critical",
    () => ({ extensions: replace({ ...keyUsage("digitalSignature"), critical: false }) }),
  ],
  [
    "extended-key-usage-is-the-profiles",
    "TLS server",
    () => ({ extensions: replace(extendedKeyUsage(OID.serverAuth)) }),
  ],
  [
    "extended-key-usage-is-the-profiles",
    "the role of a first head",
    () => ({ extensions: replace(extendedKeyUsage(OID.clientAuth, ROLE_OIDS.legalEntity, ROLE_OIDS.firstHead)) }),
  ],
  [
    "policy-is-the-profiles",
    "an individual's policy",
    () => ({ extensions: replace(policies([OID.policyIndividualAuth], `${STATUS_URL}/cps`)) }),
  ],
  [
    "policy-is-the-profiles",
    "another practice statement",
    () => ({ extensions: replace(policies([PROFILE.policy], "http://pki.gov.kz/cps")) }),
  ],
  [
    "storage-is-the-requests",
    "another storage",
    () => ({ extensions: replace(storageExtension({ type: STORAGE_OIDS.KAZTOKEN })) }),
  ],
  [
    "storage-is-the-requests",
    "the folder",
    () => ({ extensions: replace(storageExtension({ type: STORAGE_OIDS.PERSONAL_COMPUTER, folder: "/home" })) }),
  ],
  [
    "key-identifiers-are-right",
    "another subject key identifier",
    () => ({ extensions: replace(subjectKeyIdentifier(new Uint8Array(20))) }),
  ],
  [
    "key-identifiers-are-right",
    "another authority",
    () => ({ extensions: replace(authorityKeyIdentifier(new Uint8Array(20))) }),
  ],
  [
    "addresses-are-ours",
    "another list",
    () => ({ extensions: replace(crlDistributionPoints("http://crl.pki.gov.kz/nca_rsa.crl")) }),
  ],
  [
    "addresses-are-ours",
    "the list of another shard",
    () => ({ extensions: replace(crlDistributionPoints(`${STATUS_URL}/crl/issuing-${CRL_SHARDS + 1}.crl`)) }),
  ],
  [
    "addresses-are-ours",
    "the list of all, as before there were shards",
    () => ({ extensions: replace(crlDistributionPoints(`${STATUS_URL}/crl/issuing.crl`)) }),
  ],
  ["holder-is-no-authority", "basic constraints", () => ({ extensions: [...draft.extensions, basicConstraints()] })],
  [
    "extensions-are-known",
    "an extension more",
    () => ({
      extensions: [...draft.extensions, { oid: "1.2.3.4", critical: false, value: octetString(new Uint8Array(1)) }],
    }),
  ],
  ["extensions-are-known", "an extension less", () => ({ extensions: draft.extensions.slice(0, -1) })],
];

it.each(SPOILED)("C10: %s finds %s", (rule, _, change) => {
  const changed = change();
  const tbs = changed instanceof Uint8Array ? changed : encodeTbs({ ...draft, ...changed });
  const algorithm = changed instanceof Uint8Array ? draft.algorithm : (changed.algorithm ?? draft.algorithm);

  expect(rulesBroken(unsigned(tbs, algorithm))).toContain(rule);
  expect(() => requireLintFree(unsigned(tbs, algorithm), facts())).toThrowWithCode("LINT_FAILED");
});

it("C5, C10: validity-is-within-issuer finds a certificate that begins before its issuer, and one that outlives it", () => {
  const { issuing } = hierarchy;
  const der = unsigned(encodeTbs(draft));

  expect(rulesBroken(der, { issuer: { ...issuing, notBefore: later(draft.notBefore, 1000) } })).toEqual([
    "validity-is-within-issuer",
  ]);
  expect(rulesBroken(der, { issuer: { ...issuing, notAfter: later(draft.notAfter, -1000) } })).toContain(
    "validity-is-within-issuer",
  );
});

it("C10: every rule has a file of its own name and a test in which it finds something", () => {
  const files = readdirSync("src/ca/lint").map((file) => file.replace(".ts", ""));
  const rules = LINTS.map(({ rule }) => rule);
  const tested = new Set([...SPOILED.map(([rule]) => rule), "validity-is-within-issuer"]);
  expect(tested).toContain(READABLE);

  expect(files.toSorted()).toEqual([...rules, "lint", "findings-by", "require-lint-free"].toSorted());
  expect(rules.filter((rule) => !tested.has(rule))).toEqual([]);
});
