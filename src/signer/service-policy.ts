import { holderKeyOf } from "#ca/holder-key.ts";
import { SERVICE_PROFILES, type ServiceKind, serviceName } from "#ca/service/profiles.ts";
import { equalBytes } from "#pki/bytes.ts";
import type { Certificate } from "#pki/certificate.ts";
import { PkiError } from "#pki/error.ts";
import { OID } from "#pki/oid.ts";

const MAX_LIFE_MS = 30 * 86_400_000;

/** What each service's one purpose is called, and nothing that a person's certificate has: they always have a role too. */
const KINDS: ReadonlyMap<string, ServiceKind> = new Map([
  [OID.ocspSigning, "OCSP"],
  [OID.timeStamping, "TSA"],
  [OID.emailProtection, "DIRECTORY"],
]);

/** Judged apart from the linter, on purpose; see the list in `policy.ts`. */
const EVERY = [
  OID.authorityKeyIdentifier,
  OID.subjectKeyIdentifier,
  OID.keyUsage,
  OID.extendedKeyUsage,
  OID.authorityInfoAccess,
];
const EXTENSIONS: Readonly<Record<ServiceKind, ReadonlySet<string>>> = {
  OCSP: new Set([...EVERY, OID.ocspNoCheck]),
  TSA: new Set([...EVERY, OID.crlDistributionPoints, OID.freshestCrl]),
  DIRECTORY: new Set([...EVERY, OID.crlDistributionPoints, OID.freshestCrl]),
};

/** Which service a certificate would be for, by its one purpose; undefined when it is to be judged as a person's. */
export function serviceKindOf({ extendedKeyUsage = [] }: Certificate): ServiceKind | undefined {
  const [purpose = "", another] = extendedKeyUsage;
  return another === undefined ? KINDS.get(purpose) : undefined;
}

interface ServiceCandidate {
  readonly certificate: Certificate;
  readonly kind: ServiceKind;
}

/** What the certificate of a service has to keep beside the rules for all. */
export const SERVICE_RULES: readonly (readonly [rule: string, holds: (candidate: ServiceCandidate) => boolean])[] = [
  ["service-name", ({ certificate, kind }) => equalBytes(certificate.subject, serviceName(SERVICE_PROFILES[kind]))],
  [
    "service-validity-too-long",
    ({ certificate: { notBefore, notAfter } }) => notAfter.getTime() - notBefore.getTime() < MAX_LIFE_MS,
  ],
  ["service-key", ({ certificate }) => isOnP256(certificate.spki)],
  ["service-usage", ({ certificate: { keyUsage } }) => keyUsage?.size === 1 && keyUsage.has("digitalSignature")],
  [
    "service-purpose-critical",
    ({ certificate, kind }) => certificate.extensions.get(OID.extendedKeyUsage)?.critical === (kind === "TSA"),
  ],
  [
    "service-extension-not-allowed",
    ({ certificate, kind }) => [...certificate.extensions.keys()].every((type) => EXTENSIONS[kind].has(type)),
  ],
  [
    "service-without-nocheck",
    ({ certificate, kind }) => kind !== "OCSP" || certificate.extensions.has(OID.ocspNoCheck),
  ],
];

function isOnP256(spki: Uint8Array): boolean {
  try {
    return holderKeyOf(spki) === "EC-P256";
  } catch (error) {
    if (error instanceof PkiError) return false;
    throw error;
  }
}
