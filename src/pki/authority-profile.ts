import { equalBytes } from "./bytes.ts";
import type { Certificate } from "./certificate.ts";
import { AUTHORITY_RULES, keepsRules } from "./extension-rules.ts";
import { OID } from "./oid.ts";

/**
 * Whether a certificate is one that others may stand under: an authority by critical basic constraints and by key usage,
 * with a name, a key identifier, and nothing in it that we would not keep.
 *
 * @see RFC 5280 sections 4.2.1.2, 4.2.1.3 and 4.2.1.9
 */
export function isAuthority(certificate: Certificate): boolean {
  const { basicConstraints, keyUsage, extensions } = certificate;
  return (
    basicConstraints?.ca === true &&
    extensions.get(OID.basicConstraints)?.critical === true &&
    keyUsage?.has("keyCertSign") === true &&
    certificate.subjectKeyIdentifier !== undefined &&
    hasName(certificate.subject) &&
    keepsRules(extensions, AUTHORITY_RULES)
  );
}

/** Whether `certificate` names `authority` as its issuer, by name and by key identifier. @see RFC 5280 section 4.2.1.1 */
export function namesIssuer(certificate: Certificate, authority: Certificate): boolean {
  const { authorityKeyIdentifier } = certificate;
  const { subjectKeyIdentifier } = authority;
  return (
    equalBytes(certificate.issuer, authority.subject) &&
    authorityKeyIdentifier !== undefined &&
    subjectKeyIdentifier !== undefined &&
    equalBytes(authorityKeyIdentifier, subjectKeyIdentifier)
  );
}

/** Whether an authority that is limited to some purposes is limited to no fewer than those of `certificate`. */
export function coversPurposes(authority: Certificate, certificate: Certificate): boolean {
  const { extendedKeyUsage: limits } = authority;
  return !limits || certificate.extendedKeyUsage?.every((purpose) => limits.includes(purpose)) === true;
}

/** An empty SEQUENCE is a name of nobody. */
export const hasName = (name: Uint8Array) => name.length > 2;
