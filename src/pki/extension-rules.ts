import { type DerNode, partsOf, readDer } from "./der.ts";
import { readOid } from "./der-values.ts";
import { readDistributionPoints, readIa5Name, someOf } from "./distribution-point.ts";
import { PkiError } from "./error.ts";
import { OID } from "./oid.ts";
import type { Extensions } from "./read-extensions.ts";

/** What may be said of one extension where it is allowed at all. */
interface Rule {
  readonly mayBeCritical: boolean;
  /** Refuses contents that `readExtensionValues` has not looked at. */
  readonly requireForm?: (node: DerNode) => void;
}

/** @see RFC 5280 section 4.2, which also says which of them may not be critical */
const COMMON: readonly (readonly [string, Rule])[] = [
  [OID.subjectKeyIdentifier, { mayBeCritical: false }],
  [OID.authorityKeyIdentifier, { mayBeCritical: false }],
  [OID.keyUsage, { mayBeCritical: true }],
  [OID.extendedKeyUsage, { mayBeCritical: true }],
  [OID.basicConstraints, { mayBeCritical: true }],
  [OID.certificatePolicies, { mayBeCritical: true }],
  [OID.crlDistributionPoints, { mayBeCritical: false, requireForm: readDistributionPoints }],
  [OID.freshestCrl, { mayBeCritical: false, requireForm: readDistributionPoints }],
  [OID.authorityInfoAccess, { mayBeCritical: false, requireForm: requireInfoAccess }],
];

/** The extensions of an authority. Constraints on names and policies are not among them: nobody here would keep them. */
export const AUTHORITY_RULES: ReadonlyMap<string, Rule> = new Map(COMMON);

/** The extensions of a holder's certificate: those of our profiles and of NCA's. */
export const HOLDER_RULES: ReadonlyMap<string, Rule> = new Map([
  ...COMMON,
  [OID.storage, { mayBeCritical: false }],
  [OID.subjectAltName, { mayBeCritical: false, requireForm: requireEmails }],
]);

/**
 * Whether a certificate has no extension but those of `rules`, each as they allow it and well formed.
 *
 * Stricter than the standard, which lets an extension pass that is unknown and not critical: what is in none of our
 * profiles is not ours.
 */
export function keepsRules(extensions: Extensions, rules: ReadonlyMap<string, Rule>): boolean {
  return [...extensions].every(([type, { critical, value }]) => {
    const rule = rules.get(type);
    return rule && (rule.mayBeCritical || !critical) && isWellFormed(value, rule);
  });
}

function isWellFormed(value: Uint8Array, { requireForm }: Rule): boolean {
  try {
    requireForm?.(readDer(value));
    return true;
  } catch (error) {
    if (error instanceof PkiError) return false;
    throw error;
  }
}

/** @see RFC 5280 section 4.2.2.1 */
function requireInfoAccess(node: DerNode): void {
  for (const description of someOf(node)) {
    const parts = partsOf(description);
    readOid(parts.next());
    readIa5Name(parts.next(), 0x86);
    parts.end();
  }
}

/** @see RFC 5280 section 4.2.1.6 */
function requireEmails(node: DerNode): void {
  for (const name of someOf(node)) readIa5Name(name, 0x81);
}
