import { coversPurposes, isAuthority, namesIssuer } from "./authority-profile.ts";
import { equalBytes } from "./bytes.ts";
import type { Certificate } from "./certificate.ts";
import { PkiError } from "./error.ts";
import { requireHolderProfile } from "./holder-profile.ts";
import { OID, ROLE_ARC } from "./oid.ts";
import type { Primitives } from "./primitives.ts";
import { hasBegun, hasEnded } from "./validity.ts";

/** The authorities that are trusted: handed in, never found out. */
export interface Anchors {
  readonly roots: readonly Certificate[];
  /** The issuing authorities; each counts only where one of the roots has signed it. */
  readonly intermediates: readonly Certificate[];
}

/** What a holder's certificate is shown for: the AUTH one of a pair to sign in, the SIGN one to sign documents. */
export type Purpose = "SIGN_IN" | "SIGNING";

interface Moment {
  readonly at: Date;
  readonly primitives: Primitives;
}

/**
 * What a certificate says that it is for; for showing, since nothing is proved by it.
 *
 * `NEITHER` is for the certificates of services and authorities, and for one that claims both, since an AUTH key must
 * never sign documents.
 */
export function purposeOf({ extendedKeyUsage = [] }: Pick<Certificate, "extendedKeyUsage">): Purpose | "NEITHER" {
  const signsIn = extendedKeyUsage.includes(OID.clientAuth);
  const signs = extendedKeyUsage.includes(OID.emailProtection);
  if (signsIn === signs) return "NEITHER";
  return signsIn ? "SIGN_IN" : "SIGNING";
}

/**
 * Proves that a holder's certificate was issued by our authority, is in force at `at`, and is for this purpose.
 *
 * There is one path, holder, issuing authority, root, and nothing is looked for elsewhere. Says nothing about revocation,
 * nor that the certificate is in the register: those are the caller's to ask.
 *
 * @param at the caller's clock; `notBefore` and the whole second of `notAfter` belong to the validity
 * @throws {PkiError} ISSUER_UNKNOWN (also for an authority that is not in force itself), SIGNATURE_INVALID,
 *   CERTIFICATE_NOT_YET_VALID, CERTIFICATE_EXPIRED, CERTIFICATE_PURPOSE or CERTIFICATE_REFUSED, checked in this order
 * @see RFC 5280 section 6.1, which this keeps and narrows
 */
export async function verifyPath(
  certificate: Certificate,
  anchors: Anchors,
  { at, purpose, primitives }: Moment & { readonly purpose: Purpose },
): Promise<void> {
  const issuer = await findIssuer(certificate, anchors, { at, primitives });
  if (!issuer) throw new PkiError("ISSUER_UNKNOWN", "no authority of ours in force issued this");
  if (!(await isKnownSignedBy(certificate, issuer, primitives))) {
    throw new PkiError("SIGNATURE_INVALID", "not signed with the key of its issuer");
  }
  requireInForce(certificate, at);
  requirePurpose(certificate, purpose);
  if (!coversPurposes(issuer, certificate)) {
    throw new PkiError("CERTIFICATE_PURPOSE", "a purpose that its issuer may not give");
  }
  requireHolderProfile(certificate);
}

function requireInForce(certificate: Certificate, at: Date): void {
  const { notBefore, notAfter } = certificate;
  if (!hasBegun(certificate, at)) throw new PkiError("CERTIFICATE_NOT_YET_VALID", `before ${notBefore.toISOString()}`);
  if (hasEnded(certificate, at)) throw new PkiError("CERTIFICATE_EXPIRED", `after ${notAfter.toISOString()}`);
}

/**
 * Refuses a certificate that is not for this purpose: by its extended key usage, of which all else must be NCA's roles,
 * one at least, and by its key usage.
 *
 * @throws {PkiError} CERTIFICATE_PURPOSE
 */
function requirePurpose(certificate: Certificate, purpose: Purpose): void {
  const { extendedKeyUsage = [], keyUsage } = certificate;
  const own = purpose === "SIGN_IN" ? OID.clientAuth : OID.emailProtection;
  const roles = extendedKeyUsage.filter((usage) => usage !== own);
  const fits =
    purposeOf(certificate) === purpose &&
    roles.length > 0 &&
    roles.every((role) => role.startsWith(ROLE_ARC)) &&
    keyUsage?.has("digitalSignature") === true &&
    keyUsage.has("nonRepudiation") === (purpose === "SIGNING");
  if (!fits) throw new PkiError("CERTIFICATE_PURPOSE", `not for ${purpose}`);
}

async function findIssuer(
  certificate: Certificate,
  { roots, intermediates }: Anchors,
  moment: Moment,
): Promise<Certificate | undefined> {
  for (const authority of intermediates) {
    if (!namesIssuer(certificate, authority) || !isAuthorityAt(authority, moment.at)) continue;
    for (const root of roots) if (await isRootOf(root, authority, moment)) return authority;
  }
  return undefined;
}

async function isRootOf(root: Certificate, authority: Certificate, { at, primitives }: Moment): Promise<boolean> {
  return (
    isSelfIssued(root) &&
    namesIssuer(authority, root) &&
    isAuthorityAt(root, at) &&
    root.basicConstraints?.pathLength !== 0 &&
    coversPurposes(root, authority) &&
    (await isKnownSignedBy(authority, root, primitives))
  );
}

function isSelfIssued(root: Certificate): boolean {
  return equalBytes(root.issuer, root.subject) && (!root.authorityKeyIdentifier || namesIssuer(root, root));
}

const isAuthorityAt = (certificate: Certificate, at: Date) =>
  hasBegun(certificate, at) && !hasEnded(certificate, at) && isAuthority(certificate);

function isSignedBy(certificate: Certificate, issuer: Certificate, primitives: Primitives): boolean | Promise<boolean> {
  return primitives.verify(certificate.signatureAlgorithm, issuer.spki, certificate.tbs, certificate.signature);
}

/**
 * By whom a certificate has been found to be signed: that never changes, while time and purpose are asked for each time.
 * It counts for this very object alone, so only whoever keeps one saves the verification.
 */
const signers = new WeakMap<Certificate, WeakSet<Certificate>>();

async function isKnownSignedBy(
  certificate: Certificate,
  issuer: Certificate,
  primitives: Primitives,
): Promise<boolean> {
  const known = signers.get(certificate) ?? new WeakSet();
  if (known.has(issuer)) return true;
  if (!(await isSignedBy(certificate, issuer, primitives))) return false;
  signers.set(certificate, known.add(issuer));
  return true;
}
