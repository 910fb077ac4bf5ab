import { beforeAll, expect, it } from "vitest";
import { findingsBy, READABLE } from "#ca/lint/findings-by.ts";
import { SERVICE_LINTS } from "#ca/service/lints.ts";
import { type PreparedService, prepareService } from "#ca/service/prepare-service.ts";
import { SERVICE_PROFILES, type ServiceKind, serviceName } from "#ca/service/profiles.ts";
import { fromHex } from "#pki/bytes.ts";
import { nullValue, octetString } from "#pki/der-write.ts";
import {
  authorityInfoAccess,
  basicConstraints,
  crlDistributionPoints,
  extendedKeyUsage,
  keyUsage,
  ocspNoCheck,
  policies,
  subjectKeyIdentifier,
} from "#pki/extensions.ts";
import { encodeName } from "#pki/name.ts";
import { OID } from "#pki/oid.ts";
import { assembleCertificate, encodeTbs } from "#pki/tbs-certificate.ts";
import { makeOwnKey } from "#status/keys/key-folder.ts";
import {
  NOW,
  RSA_KEYS,
  STATUS_URL,
  type TestHierarchy,
  testAuthority,
  testHierarchy,
} from "#tests/support/authority.ts";
import { temporaryFolder } from "#tests/support/openssl.ts";
import { partsOf, replaced, type Spoil, withAnother, without } from "#tests/support/spoil.ts";

const folder = temporaryFolder();
const KINDS: readonly ServiceKind[] = ["OCSP", "TSA", "DIRECTORY"];
const prepared = new Map<ServiceKind, PreparedService>();
let hierarchy: TestHierarchy;

beforeAll(async () => {
  hierarchy = await testHierarchy();
});

async function rulesBroken(kind: ServiceKind, spoil: Spoil = () => ({}), { issuer = hierarchy.issuing } = {}) {
  const order =
    prepared.get(kind) ?? (await prepareService(await testAuthority(hierarchy), kind, makeOwnKey(folder, kind).csr));
  prepared.set(kind, order);
  const parts = partsOf(order);
  const spoiled = { ...parts, ...spoil(parts) };
  const der = assembleCertificate(encodeTbs(spoiled), spoiled.algorithm, new Uint8Array(64));
  const facts = { profile: SERVICE_PROFILES[kind], issuer, statusUrl: STATUS_URL, now: NOW };
  return findingsBy(SERVICE_LINTS, der, facts).map(({ rule }) => rule);
}

it.each(KINDS)("C10: finds nothing in what is prepared for %s", async (kind) => {
  expect(await rulesBroken(kind)).toEqual([]);
});

const at = (ms: number) => new Date(NOW.getTime() + ms);
const hidden = encodeName([{ type: OID.commonName, value: "ТАҢБА\u200b OCSP", encoding: "utf8" }]);

const SPOILED: readonly (readonly [rule: string, kind: ServiceKind, how: string, spoil: Spoil])[] = [
  ["serial-is-long-and-positive", "OCSP", "a short serial", () => ({ serial: fromHex("0102") })],
  ["signature-algorithm-fits-issuer", "OCSP", "another algorithm", () => ({ algorithm: "RSA-SHA256" })],
  ["issuer-is-ours", "OCSP", "another issuer", () => ({ issuer: hierarchy.root.subject })],
  [
    "service-validity-is-as-long-as-promised",
    "TSA",
    "a second more",
    (p) => ({ notAfter: new Date(+p.notAfter + 1000) }),
  ],
  [
    "service-validity-is-as-long-as-promised",
    "TSA",
    "a day less",
    (p) => ({ notAfter: new Date(+p.notAfter - 86_400_000) }),
  ],
  ["validity-starts-now", "TSA", "a start 61 s ago", () => ({ notBefore: at(-61_000) })],
  [
    "service-subject-is-its-name",
    "OCSP",
    "another service's name",
    () => ({ subject: serviceName(SERVICE_PROFILES.TSA) }),
  ],
  ["subject-is-plain-text", "OCSP", "a letter that nobody sees", () => ({ subject: hidden })],
  ["service-key-is-on-p-256", "OCSP", "an RSA key", () => ({ spki: RSA_KEYS.AUTH })],
  [
    "service-key-usage-is-digital-signature",
    "OCSP",
    "another usage too",
    replaced(keyUsage("digitalSignature", "nonRepudiation")),
  ],
  ["service-key-usage-is-digital-signature", "OCSP", "no usage", without(OID.keyUsage)],
  [
    "service-key-usage-is-digital-signature",
    "OCSP",
    "a usage not critical",
    replaced({ ...keyUsage("digitalSignature"), critical: false }),
  ],
  ["service-purpose-is-its-own-alone", "TSA", "not critical", replaced(extendedKeyUsage(OID.timeStamping))],
  [
    "service-purpose-is-its-own-alone",
    "OCSP",
    "critical",
    replaced({ ...extendedKeyUsage(OID.ocspSigning), critical: true }),
  ],
  [
    "service-purpose-is-its-own-alone",
    "DIRECTORY",
    "another purpose too",
    replaced(extendedKeyUsage(OID.emailProtection, OID.clientAuth)),
  ],
  ["key-identifiers-are-right", "OCSP", "another key's identifier", replaced(subjectKeyIdentifier(new Uint8Array(20)))],
  ["service-addresses-are-ours", "TSA", "another list", replaced(crlDistributionPoints("http://other.test/x.crl"))],
  [
    "service-addresses-are-ours",
    "OCSP",
    "a place to ask at",
    replaced(authorityInfoAccess({ ocsp: `${STATUS_URL}/ocsp`, caIssuers: `${STATUS_URL}/ca/issuing.cer` })),
  ],
  ["holder-is-no-authority", "OCSP", "basic constraints", withAnother(basicConstraints())],
  ["service-extensions-are-the-profiles", "OCSP", "no nocheck", without(OID.ocspNoCheck)],
  [
    "service-extensions-are-the-profiles",
    "OCSP",
    "nocheck of another form",
    replaced({ ...ocspNoCheck(), value: octetString(nullValue()) }),
  ],
  ["service-extensions-are-the-profiles", "TSA", "nocheck", withAnother(ocspNoCheck())],
  ["service-extensions-are-the-profiles", "DIRECTORY", "a policy", withAnother(policies([OID.policyIndividualSign]))],
];

it.each(SPOILED)("C10: %s finds, for %s, %s", async (rule, kind, _, spoil) => {
  expect(await rulesBroken(kind, spoil)).toContain(rule);
});

it("C10: validity-is-within-issuer finds a certificate that outlives its issuer", async () => {
  const issuer = { ...hierarchy.issuing, notAfter: at(86_400_000) };
  expect(await rulesBroken("TSA", () => ({}), { issuer })).toContain("validity-is-within-issuer");
});

it("C10: every rule for services can fail", () => {
  const tested = new Set([...SPOILED.map(([rule]) => rule), "validity-is-within-issuer", READABLE]);
  expect(SERVICE_LINTS.map(({ rule }) => rule).filter((rule) => !tested.has(rule))).toEqual([]);
});
