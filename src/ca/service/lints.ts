import { equalBytes } from "#pki/bytes.ts";
import { keyUsage, ocspNoCheck } from "#pki/extensions.ts";
import { OID } from "#pki/oid.ts";
import { holderKeyOf } from "../holder-key.ts";
import { holderIsNoAuthority } from "../lint/holder-is-no-authority.ts";
import { issuerIsOurs } from "../lint/issuer-is-ours.ts";
import { keyIdentifiersAreRight } from "../lint/key-identifiers-are-right.ts";
import type { CommonFacts, Lint, ReadBack } from "../lint/lint.ts";
import { serialIsLongAndPositive } from "../lint/serial-is-long-and-positive.ts";
import { signatureAlgorithmFitsIssuer } from "../lint/signature-algorithm-fits-issuer.ts";
import { subjectIsPlainText } from "../lint/subject-is-plain-text.ts";
import { validityIsWithinIssuer } from "../lint/validity-is-within-issuer.ts";
import { validityStartsNow } from "../lint/validity-starts-now.ts";
import { validityFrom } from "../validity.ts";
import { statusAddresses } from "./extensions.ts";
import { SERVICE_DAYS, type ServiceProfile, serviceName } from "./profiles.ts";

/** What a service's certificate was made from. */
export interface ServiceFacts extends CommonFacts {
  readonly profile: ServiceProfile;
}

type ServiceLint = Lint<ReadBack & ServiceFacts>;

const lastsThirtyDays: ServiceLint = {
  rule: "service-validity-is-as-long-as-promised",
  source: "RFC 5280 section 4.1.2.5: both ends count",
  find({ certificate: { notBefore, notAfter }, issuer }) {
    const due = validityFrom(notBefore, SERVICE_DAYS, issuer.notAfter).notAfter;
    return notAfter.getTime() === due.getTime() ? undefined : `ends ${notAfter.toISOString()}`;
  },
};

const subjectIsTheServices: ServiceLint = {
  rule: "service-subject-is-its-name",
  source: "our profiles: nobody's name but the service's own",
  find: ({ certificate, profile }) =>
    equalBytes(certificate.subject, serviceName(profile)) ? undefined : "another subject",
};

const keyIsOnP256: ServiceLint = {
  rule: "service-key-is-on-p-256",
  source: "our profiles; RFC 5480 section 2.1.1.1",
  find: ({ certificate }) => (holderKeyOf(certificate.spki) === "EC-P256" ? undefined : "another kind of key"),
};

const keyUsageIsDigitalSignature: ServiceLint = {
  rule: "service-key-usage-is-digital-signature",
  source: "RFC 5280 section 4.2.1.3; RFC 6960 section 4.2.2.2 and RFC 3161 section 2.3 ask for no other",
  find({ certificate }) {
    const found = certificate.extensions.get(OID.keyUsage);
    return found?.critical && equalBytes(found.value, keyUsage("digitalSignature").value) ? undefined : "another usage";
  },
};

const purposeIsTheServices: ServiceLint = {
  rule: "service-purpose-is-its-own-alone",
  source: "RFC 6960 section 4.2.2.2; RFC 3161 section 2.3: one purpose, and critical for time-stamps",
  find({ certificate, profile }) {
    const critical = certificate.extensions.get(OID.extendedKeyUsage)?.critical;
    const purposes = certificate.extendedKeyUsage?.join();
    return purposes === profile.purpose && critical === profile.purposeIsCritical ? undefined : `${purposes}`;
  },
};

const addressesAreOurs: ServiceLint = {
  rule: "service-addresses-are-ours",
  source: "RFC 5280 sections 4.2.1.13 and 4.2.2.1; RFC 6960 section 4.2.2.2.1: with nocheck there is nothing to ask",
  find({ certificate, profile, statusUrl }) {
    const wrong = statusAddresses(statusUrl, profile.neverChecked).find(({ oid, value }) => {
      const found = certificate.extensions.get(oid);
      return !found || found.critical || !equalBytes(found.value, value);
    });
    return wrong && `the extension ${wrong.oid}`;
  },
};

const EVERY = [OID.subjectKeyIdentifier, OID.authorityKeyIdentifier, OID.keyUsage, OID.extendedKeyUsage];
const CHECKED: readonly string[] = [...EVERY, OID.crlDistributionPoints, OID.freshestCrl, OID.authorityInfoAccess];
const NEVER_CHECKED: readonly string[] = [...EVERY, OID.ocspNoCheck, OID.authorityInfoAccess];

const extensionsAreTheProfiles: ServiceLint = {
  rule: "service-extensions-are-the-profiles",
  source: "RFC 6960 section 4.2.2.2.1: nocheck holds NULL and stands in a responder's certificate alone",
  find({ certificate: { extensions }, profile }) {
    const due = profile.neverChecked ? NEVER_CHECKED : CHECKED;
    const odd = [...extensions.keys()].find((type) => !due.includes(type));
    const nocheck = extensions.get(OID.ocspNoCheck);
    if (nocheck && (nocheck.critical || !equalBytes(nocheck.value, ocspNoCheck().value)))
      return "nocheck of another form";
    return odd ?? (extensions.size === due.length ? undefined : "an extension is missing");
  },
};

/** Every rule for the certificates of services; eight of them are those of people's too. */
export const SERVICE_LINTS: readonly ServiceLint[] = [
  serialIsLongAndPositive,
  signatureAlgorithmFitsIssuer,
  issuerIsOurs,
  lastsThirtyDays,
  validityStartsNow,
  validityIsWithinIssuer,
  subjectIsTheServices,
  subjectIsPlainText,
  keyIsOnP256,
  keyUsageIsDigitalSignature,
  purposeIsTheServices,
  keyIdentifiersAreRight,
  addressesAreOurs,
  holderIsNoAuthority,
  extensionsAreTheProfiles,
];
