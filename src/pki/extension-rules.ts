import { type DerNode, partsOf, readDer, TAG } from "./der.ts";
import { readOid, readText } from "./der-values.ts";
import { PkiError } from "./error.ts";
import { OID } from "./oid.ts";
import type { Extensions } from "./read-extensions.ts";

/** What may be said of one extension where it is allowed at all. */
interface Rule {
  readonly mayBeCritical: boolean;
  /** Refuses contents that `readExtensionValues` has not looked at. */
  readonly requireForm?: (node: DerNode) => void;
}

const malformed = (detail: string) => new PkiError("DER_MALFORMED", detail);

/** @see RFC 5280 section 4.2, which also says which of them may not be critical */
const COMMON: readonly (readonly [string, Rule])[] = [
  [OID.subjectKeyIdentifier, { mayBeCritical: false }],
  [OID.authorityKeyIdentifier, { mayBeCritical: false }],
  [OID.keyUsage, { mayBeCritical: true }],
  [OID.extendedKeyUsage, { mayBeCritical: true }],
  [OID.basicConstraints, { mayBeCritical: true }],
  [OID.certificatePolicies, { mayBeCritical: true }],
  [OID.crlDistributionPoints, { mayBeCritical: false, requireForm: requireDistributionPoints }],
  [OID.freshestCrl, { mayBeCritical: false, requireForm: requireDistributionPoints }],
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

/** Points of one full name of addresses: no reasons and no other issuers. @see RFC 5280 section 4.2.1.13 */
function requireDistributionPoints(node: DerNode): void {
  for (const point of some(node)) {
    const parts = partsOf(point);
    const name = partsOf(parts.next(0xa0), 0xa0);
    parts.end();
    const fullName = name.next(0xa0);
    name.end();
    for (const address of some(fullName, 0xa0)) requireAscii(address, 0x86);
  }
}

/** @see RFC 5280 section 4.2.2.1 */
function requireInfoAccess(node: DerNode): void {
  for (const description of some(node)) {
    const parts = partsOf(description);
    readOid(parts.next());
    requireAscii(parts.next(), 0x86);
    parts.end();
  }
}

/** @see RFC 5280 section 4.2.1.6 */
function requireEmails(node: DerNode): void {
  for (const name of some(node)) requireAscii(name, 0x81);
}

function some(node: DerNode, tag: number = TAG.SEQUENCE): readonly DerNode[] {
  const children = partsOf(node, tag).rest();
  if (children.length === 0) throw malformed("an empty list");
  return children;
}

/** A name of IA5 characters under its context tag. */
function requireAscii(node: DerNode, tag: number): void {
  if (node.tag !== tag) throw malformed(`tag ${node.tag} where ${tag} is due`);
  if (readText({ ...node, tag: TAG.IA5_STRING }) === "") throw malformed("an empty name");
}
