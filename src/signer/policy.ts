import { shardOfAddress } from "#ca/addresses.ts";
import { CaError } from "#ca/error.ts";
import { profileOf } from "#ca/profile-of.ts";
import type { SigningOrder } from "#ca/signer.ts";
import { equalBytes } from "#pki/bytes.ts";
import { type Certificate, parseCertificate } from "#pki/certificate.ts";
import { readDer } from "#pki/der.ts";
import { readDistributionPoints } from "#pki/distribution-point.ts";
import { PkiError } from "#pki/error.ts";
import { OID, ROLE_OIDS, STORAGE_OIDS } from "#pki/oid.ts";
import type { SignatureAlgorithm } from "#pki/primitives.ts";
import { assembleCertificate } from "#pki/tbs-certificate.ts";
import { SERVICE_RULES, serviceKindOf } from "./service-policy.ts";

const TOLERANCE_MS = 60_000;
const YEAR_MS = 365 * 86_400_000;
const SERIAL = /^[0-7][0-9a-f]{31,39}$/;

/** What a holder's certificate may be good for. TLS servers, OCSP and time-stamps are not among it, nor anyEKU. */
const PURPOSES: ReadonlySet<string> = new Set([OID.clientAuth, OID.emailProtection, ...Object.values(ROLE_OIDS)]);

/**
 * What may stand in a holder's certificate. The linter has a list of the same nine, and this one is not made from it on
 * purpose: whoever could change what the authority writes would change what the signer lets through.
 */
const EXTENSIONS: ReadonlySet<string> = new Set([
  OID.authorityKeyIdentifier,
  OID.subjectKeyIdentifier,
  OID.keyUsage,
  OID.extendedKeyUsage,
  OID.certificatePolicies,
  OID.storage,
  OID.crlDistributionPoints,
  OID.freshestCrl,
  OID.authorityInfoAccess,
]);

interface Candidate {
  readonly certificate: Certificate;
  readonly order: SigningOrder;
  readonly issuer: Certificate;
  readonly at: Date;
}

/** Written a second time, apart from the linter: this process trusts nobody, the worker included. */
const RULES: readonly (readonly [rule: string, holds: (candidate: Candidate) => boolean])[] = [
  ["serial-differs-from-order", ({ certificate, order }) => certificate.serial === order.serial],
  ["serial-short", ({ certificate }) => SERIAL.test(certificate.serial)],
  ["foreign-issuer", ({ certificate, issuer }) => equalBytes(certificate.issuer, issuer.subject)],
  ["foreign-authority-key", namesOurKey],
  ["dated-back-or-ahead", startsNow],
  ["validity-past-issuer", ({ certificate, issuer }) => certificate.notAfter <= issuer.notAfter],
  ["validity-backwards", ({ certificate }) => certificate.notBefore < certificate.notAfter],
  ["authority-certificate", isNoAuthority],
];

/** What a person's certificate has to keep beside those. */
const HOLDER_RULES: typeof RULES = [
  ["validity-too-long", livesNoLongerThanItsStorage],
  ["purpose-not-allowed", hasAllowedPurposes],
  [
    "extension-not-allowed",
    ({ certificate }) => [...certificate.extensions.keys()].every((type) => EXTENSIONS.has(type)),
  ],
  ["revocation-lists-elsewhere", namesOneShard],
  ["profile-unknown", hasProfile],
];

/**
 * Lets through the certificates of our profiles, people's and our own services', made now, in our name, and nothing else.
 *
 * @throws {CaError} SIGNER_REFUSED with the name of the first rule broken
 */
export function requireAllowedCertificate(
  order: SigningOrder,
  issuer: Certificate,
  algorithm: SignatureAlgorithm,
  at: Date,
): void {
  const certificate = read(order, algorithm);
  const candidate = { certificate, order, issuer, at };
  const kind = serviceKindOf(certificate);
  const broken =
    firstBroken(RULES, candidate) ??
    (kind ? firstBroken(SERVICE_RULES, { certificate, kind }) : firstBroken(HOLDER_RULES, candidate));
  if (broken) throw refused(broken, order.serial);
}

function firstBroken<Of>(
  rules: readonly (readonly [rule: string, holds: (of: Of) => boolean])[],
  of: Of,
): string | undefined {
  return rules.find(([, holds]) => !holds(of))?.[0];
}

function read({ tbs, serial }: SigningOrder, algorithm: SignatureAlgorithm): Certificate {
  try {
    return parseCertificate(assembleCertificate(tbs, algorithm, NO_SIGNATURE));
  } catch (error) {
    if (error instanceof PkiError) throw refused("malformed", serial);
    throw error;
  }
}

const NO_SIGNATURE = new Uint8Array(64);
const refused = (rule: string, serial: string) => new CaError("SIGNER_REFUSED", rule, { rule, serial });

function namesOurKey({ certificate: { authorityKeyIdentifier: named }, issuer }: Candidate): boolean {
  const ours = issuer.subjectKeyIdentifier;
  return named !== undefined && ours !== undefined && equalBytes(named, ours);
}

function startsNow({ certificate, at }: Candidate): boolean {
  return Math.abs(certificate.notBefore.getTime() - at.getTime()) <= TOLERANCE_MS;
}

/** A year for a key in a file, three for one in a device. */
function livesNoLongerThanItsStorage({ certificate: { notBefore, notAfter, storage } }: Candidate): boolean {
  const years = storage !== undefined && storage.type !== STORAGE_OIDS.PERSONAL_COMPUTER ? 3 : 1;
  return notAfter.getTime() - notBefore.getTime() < years * YEAR_MS;
}

function isNoAuthority({ certificate: { basicConstraints, keyUsage } }: Candidate): boolean {
  return !basicConstraints && keyUsage !== undefined && !keyUsage.has("keyCertSign") && !keyUsage.has("cRLSign");
}

function hasAllowedPurposes({ certificate: { extendedKeyUsage } }: Candidate): boolean {
  return extendedKeyUsage?.every((purpose) => PURPOSES.has(purpose)) === true;
}

/** Its complete list and its delta are of one shard, and are lists of ours. */
function namesOneShard({ certificate }: Candidate): boolean {
  const addressesIn = (type: string) => {
    const value = certificate.extensions.get(type)?.value;
    return value ? readDistributionPoints(readDer(value)) : [];
  };
  try {
    const [complete = "", ...others] = addressesIn(OID.crlDistributionPoints);
    const delta = complete.replace(/\.crl$/, "-delta.crl");
    return (
      shardOfAddress(complete) !== undefined && others.length === 0 && addressesIn(OID.freshestCrl).join() === delta
    );
  } catch (error) {
    if (error instanceof PkiError) return false;
    throw error;
  }
}

function hasProfile({ certificate }: Candidate): boolean {
  try {
    profileOf(certificate);
    return true;
  } catch (error) {
    if (error instanceof CaError || error instanceof PkiError) return false;
    throw error;
  }
}
