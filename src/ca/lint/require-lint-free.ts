import { addressesAreOurs } from "./addresses-are-ours.ts";
import { extendedKeyUsageIsTheProfiles } from "./extended-key-usage-is-the-profiles.ts";
import { extensionsAreKnown } from "./extensions-are-known.ts";
import { type Finding, findingsBy, requireNoFinding } from "./findings-by.ts";
import { holderIsNoAuthority } from "./holder-is-no-authority.ts";
import { issuerIsOurs } from "./issuer-is-ours.ts";
import { keyIdentifiersAreRight } from "./key-identifiers-are-right.ts";
import { keyIsAllowed } from "./key-is-allowed.ts";
import { keyUsageIsTheProfiles } from "./key-usage-is-the-profiles.ts";
import type { Lint, LintFacts } from "./lint.ts";
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

/**
 * Everything that is wrong with a holder's certificate that is about to be signed.
 *
 * @param der the certificate with a signature that is none
 */
export function findingsIn(der: Uint8Array, facts: LintFacts): readonly Finding[] {
  return findingsBy(LINTS, der, facts);
}

/**
 * Refuses to go on with a holder's certificate that breaks a rule, before the key is used.
 *
 * @throws {CaError} LINT_FAILED with the name of the first rule
 */
export function requireLintFree(der: Uint8Array, facts: LintFacts): void {
  requireNoFinding(findingsIn(der, facts));
}
