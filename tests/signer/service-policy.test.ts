import { beforeAll, expect, it } from "vitest";
import { newSerial } from "#ca/serial.ts";
import { prepareService } from "#ca/service/prepare-service.ts";
import { SERVICE_PROFILES, type ServiceKind, serviceName } from "#ca/service/profiles.ts";
import { subjectName } from "#ca/subject.ts";
import { fromHex } from "#pki/bytes.ts";
import { sequence } from "#pki/der-write.ts";
import {
  basicConstraints,
  crlDistributionPoints,
  extendedKeyUsage,
  keyUsage,
  ocspNoCheck,
  policies,
  storageExtension,
} from "#pki/extensions.ts";
import { OID, ROLE_OIDS, STORAGE_OIDS } from "#pki/oid.ts";
import { encodeTbs } from "#pki/tbs-certificate.ts";
import { makeOwnKey } from "#status/keys/key-folder.ts";
import {
  NOW,
  RSA_KEYS,
  type TestHierarchy,
  testAuthority,
  testHierarchy,
  testOrder,
} from "#tests/support/authority.ts";
import { temporaryFolder } from "#tests/support/openssl.ts";
import { partsOf, replaced, type Spoil, withAnother, without } from "#tests/support/spoil.ts";

const DAY_MS = 86_400_000;
const KINDS: readonly ServiceKind[] = ["OCSP", "TSA", "DIRECTORY"];
const folder = temporaryFolder();
let hierarchy: TestHierarchy;

beforeAll(async () => {
  hierarchy = await testHierarchy();
});

async function acceptable(kind: ServiceKind) {
  const authority = await testAuthority(hierarchy);
  const order = await prepareService(authority, kind, makeOwnKey(folder, kind).csr);
  return { authority, order };
}

it.each(KINDS)("C14: signs what is prepared for %s", async (kind) => {
  const { authority, order } = await acceptable(kind);
  expect(await authority.signer.sign([order])).toHaveLength(1);
});

const { person } = testOrder();
const later = (ms: number) => new Date(NOW.getTime() + ms);
const as =
  (kind: ServiceKind): Spoil =>
  () => ({ subject: serviceName(SERVICE_PROFILES[kind]) });
const critical = (...purposes: readonly string[]) => ({ ...extendedKeyUsage(...purposes), critical: true });

/** Rule, kind, how it is spoiled: each differs from what the signer accepts in one thing. */
const FORBIDDEN: readonly (readonly [rule: string, kind: ServiceKind, how: string, spoil: Spoil])[] = [
  ["service-name", "DIRECTORY", "a person's name", () => ({ subject: subjectName(person) })],
  ["service-name", "OCSP", "another service's name", as("TSA")],
  ["service-name", "TSA", "the authority's name", () => ({ subject: hierarchy.issuing.subject })],
  [
    "service-validity-too-long",
    "OCSP",
    "30 days and a second",
    (p) => ({ notAfter: later(30 * DAY_MS + p.notBefore.getTime() - NOW.getTime()) }),
  ],
  ["service-validity-too-long", "TSA", "a year", () => ({ notAfter: later(365 * DAY_MS) })],
  ["service-key", "OCSP", "an RSA key", () => ({ spki: RSA_KEYS.AUTH })],
  ["service-key", "TSA", "a key on P-384", () => ({ spki: hierarchy.root.spki })],
  ["service-key", "TSA", "no key", () => ({ spki: sequence() })],
  ["service-usage", "DIRECTORY", "the usage of documents", replaced(keyUsage("digitalSignature", "nonRepudiation"))],
  ["authority-certificate", "OCSP", "no usage", without(OID.keyUsage)],
  ["authority-certificate", "OCSP", "the usage of lists", replaced(keyUsage("digitalSignature", "cRLSign"))],
  ["authority-certificate", "OCSP", "CA:TRUE", withAnother(basicConstraints())],
  ["service-purpose-critical", "TSA", "a purpose that is not critical", replaced(extendedKeyUsage(OID.timeStamping))],
  ["service-purpose-critical", "OCSP", "a purpose that is critical", replaced(critical(OID.ocspSigning))],
  ["service-extension-not-allowed", "TSA", "nocheck", withAnother(ocspNoCheck())],
  ["service-extension-not-allowed", "DIRECTORY", "nocheck", withAnother(ocspNoCheck())],
  ["service-extension-not-allowed", "OCSP", "a list to look into", withAnother(crlDistributionPoints("http://x.test"))],
  ["service-extension-not-allowed", "DIRECTORY", "a policy", withAnother(policies([OID.policyIndividualSign]))],
  [
    "service-extension-not-allowed",
    "DIRECTORY",
    "a storage",
    withAnother(storageExtension({ type: STORAGE_OIDS.AKEY })),
  ],
  ["service-without-nocheck", "OCSP", "no nocheck", without(OID.ocspNoCheck)],
  [
    "purpose-not-allowed",
    "OCSP",
    "a second service's purpose",
    replaced(extendedKeyUsage(OID.ocspSigning, OID.timeStamping)),
  ],
  ["purpose-not-allowed", "OCSP", "TLS servers", replaced(extendedKeyUsage(OID.serverAuth))],
  ["purpose-not-allowed", "OCSP", "any purpose", replaced(extendedKeyUsage("2.5.29.37.0"))],
  [
    "extension-not-allowed",
    "OCSP",
    "signing in, with a role",
    replaced(extendedKeyUsage(OID.clientAuth, ROLE_OIDS.individual)),
  ],
  ["extension-not-allowed", "OCSP", "signing in, without one", replaced(extendedKeyUsage(OID.clientAuth))],
  [
    "profile-unknown",
    "DIRECTORY",
    "mail with a role",
    replaced(extendedKeyUsage(OID.emailProtection, ROLE_OIDS.individual)),
  ],
  ["foreign-issuer", "TSA", "the root's name as issuer", () => ({ issuer: hierarchy.root.subject })],
  ["foreign-authority-key", "TSA", "no authority's key", without(OID.authorityKeyIdentifier)],
  ["dated-back-or-ahead", "TSA", "a start 61 s ago", () => ({ notBefore: later(-61_000) })],
  [
    "validity-past-issuer",
    "TSA",
    "an end after the issuer's",
    () => ({ notAfter: new Date(hierarchy.issuing.notAfter.getTime() + 1000) }),
  ],
  ["serial-differs-from-order", "TSA", "another serial", () => ({ serial: fromHex(newSerial()) })],
];

it.each(FORBIDDEN)("C13, C14: %s refuses %s with %s", async (rule, kind, _, spoil) => {
  const { authority, order } = await acceptable(kind);
  const parts = partsOf(order);
  const tbs = encodeTbs({ ...parts, ...spoil(parts) });
  const refusal = { code: "SIGNER_REFUSED", rule, serial: order.serial };
  await expect(authority.signer.sign([{ serial: order.serial, tbs }])).rejects.toMatchObject(refusal);
  expect(authority.journal.find(order.serial)).toBeUndefined();
});
