import { hasName } from "./authority-profile.ts";
import type { Certificate } from "./certificate.ts";
import { PkiError } from "./error.ts";
import { HOLDER_RULES, keepsRules } from "./extension-rules.ts";
import { requireAllowedKey } from "./key-policy.ts";

/**
 * Refuses a certificate that none of our profiles could have given a person: that of an authority, one with extensions
 * unknown to us, without a key identifier or a name, or with a key that we would not certify.
 *
 * @throws {PkiError} CERTIFICATE_REFUSED
 */
export function requireHolderProfile(certificate: Certificate): void {
  if (fitting.has(certificate)) return;
  const { basicConstraints, keyUsage, extensions, subject, issuer } = certificate;
  const fits =
    basicConstraints?.ca !== true &&
    basicConstraints?.pathLength === undefined &&
    keyUsage?.has("keyCertSign") === false &&
    !keyUsage.has("cRLSign") &&
    certificate.subjectKeyIdentifier !== undefined &&
    hasName(subject) &&
    hasName(issuer) &&
    keepsRules(extensions, HOLDER_RULES) &&
    hasAllowedKey(certificate.spki);
  if (!fits) throw new PkiError("CERTIFICATE_REFUSED", "in none of the profiles");
  fitting.add(certificate);
}

/** Found to fit before: it depends on nothing but the certificate. */
const fitting = new WeakSet<Certificate>();

function hasAllowedKey(spki: Uint8Array): boolean {
  try {
    requireAllowedKey(spki, { allowed: ["RSA-2048", "EC-P256", "EC-P384"] });
    return true;
  } catch (error) {
    if (error instanceof PkiError) return false;
    throw error;
  }
}
