import { parseCertificate } from "#pki/certificate.ts";
import { PkiError } from "#pki/error.ts";
import { parseName } from "#pki/name.ts";
import { CaError } from "../error.ts";
import { addressesAreOurs } from "./addresses-are-ours.ts";
import { extendedKeyUsageIsTheProfiles } from "./extended-key-usage-is-the-profiles.ts";
import { extensionsAreKnown } from "./extensions-are-known.ts";
import { holderIsNoAuthority } from "./holder-is-no-authority.ts";
import { issuerIsOurs } from "./issuer-is-ours.ts";
import { keyIdentifiersAreRight } from "./key-identifiers-are-right.ts";
import { keyIsAllowed } from "./key-is-allowed.ts";
import { keyUsageIsTheProfiles } from "./key-usage-is-the-profiles.ts";
import type { Lint, LintFacts, LintSubject } from "./lint.ts";
import { policyIsTheProfiles } from "./policy-is-the-profiles.ts";
import { serialIsLongAndPositive } from "./serial-is-long-and-positive.ts";
import { signatureAlgorithmFitsIssuer } from "./signature-algorithm-fits-issuer.ts";
import { storageIsTheRequests } from "./storage-is-the-requests.ts";
import { subjectHasItsLayout } from "./subject-has-its-layout.ts";
import { subjectIdentifiesThePerson } from "./subject-identifies-the-person.ts";
import { subjectIsPlainText } from "./subject-is-plain-text.ts";
import { subjectIsWithinBounds } from "./subject-is-within-bounds.ts";
import { validityIsAsLongAsPromised } from "./validity-is-as-long-as-promised.ts";
import { validityIsWithinIssuer } from "./validity-is-within-issuer.ts";
import { validityStartsNow } from "./validity-starts-now.ts";

/** Every rule, in the order of the fields that they are about. */
export const LINTS: readonly Lint[] = [
  serialIsLongAndPositive,
  signatureAlgorithmFitsIssuer,
  issuerIsOurs,
  validityIsAsLongAsPromised,
  validityStartsNow,
  validityIsWithinIssuer,
  subjectHasItsLayout,
  subjectIdentifiesThePerson,
  subjectIsWithinBounds,
  subjectIsPlainText,
  keyIsAllowed,
  keyUsageIsTheProfiles,
  extendedKeyUsageIsTheProfiles,
  policyIsTheProfiles,
  storageIsTheRequests,
  keyIdentifiersAreRight,
  addressesAreOurs,
  holderIsNoAuthority,
  extensionsAreKnown,
];

/** The rule that every other one needs: our own strict parser reads the certificate to its last byte. */
export const READABLE = "certificate-is-readable";

export interface Finding {
  readonly rule: string;
  readonly detail: string;
}

/**
 * Everything that is wrong with a certificate that is about to be signed.
 *
 * @param der the certificate with a signature that is none
 */
export function findingsIn(der: Uint8Array, facts: LintFacts): readonly Finding[] {
  const read = readOrFinding(der);
  if ("detail" in read) return [read];
  const subject: LintSubject = { ...facts, ...read };
  return LINTS.flatMap(({ rule, find }) => {
    const detail = orMessage(() => find(subject));
    return detail === undefined ? [] : [{ rule, detail }];
  });
}

/**
 * Refuses to go on with a certificate that breaks a rule, before the key is used.
 *
 * @throws {CaError} LINT_FAILED with the name of the first rule
 */
export function requireLintFree(der: Uint8Array, facts: LintFacts): void {
  const [first] = findingsIn(der, facts);
  if (first) throw new CaError("LINT_FAILED", `${first.rule}: ${first.detail}`, { rule: first.rule });
}

function readOrFinding(der: Uint8Array): Pick<LintSubject, "certificate" | "names"> | Finding {
  try {
    const certificate = parseCertificate(der);
    return { certificate, names: parseName(certificate.subject) };
  } catch (error) {
    if (error instanceof PkiError) return { rule: READABLE, detail: error.message };
    throw error;
  }
}

/** A name or a key that the standards do not know is a finding of the rule that looked at it. */
function orMessage(find: () => string | undefined): string | undefined {
  try {
    return find();
  } catch (error) {
    if (error instanceof PkiError) return error.message;
    throw error;
  }
}
