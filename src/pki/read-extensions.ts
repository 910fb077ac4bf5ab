import { type DerNode, partsOf, readDer, TAG } from "./der.ts";
import { readBoolean, readNamedBits, readOid, readSmallInteger, readText } from "./der-values.ts";
import { PkiError } from "./error.ts";
import { KEY_USAGES, type KeyUsage } from "./key-usage.ts";
import { OID } from "./oid.ts";

/** The extensions of one artefact by their dotted identifiers; `value` is the DER inside the OCTET STRING. */
export type Extensions = ReadonlyMap<string, { readonly critical: boolean; readonly value: Uint8Array }>;

/** What the extensions of a certificate say, as far as we know them. Each is absent where the extension is. */
export interface ExtensionValues {
  readonly keyUsage?: ReadonlySet<KeyUsage>;
  /** Dotted identifiers, NCA's roles among them. */
  readonly extendedKeyUsage?: readonly string[];
  /** Dotted identifiers. */
  readonly policies?: readonly string[];
  readonly subjectKeyIdentifier?: Uint8Array;
  readonly authorityKeyIdentifier?: Uint8Array;
  readonly basicConstraints?: { readonly ca: boolean; readonly pathLength?: number };
  /** Where the private key lives; `folder` is the place that the person chose. */
  readonly storage?: { readonly type: string; readonly folder?: string };
}

const malformed = (detail: string) => new PkiError("DER_MALFORMED", detail);

/**
 * The parts of a SEQUENCE OF Extension. None may stand there twice.
 *
 * @throws {PkiError} DER_MALFORMED
 * @see RFC 5280 section 4.2
 */
export function readExtensions(node: DerNode): Extensions {
  const extensions = new Map<string, { critical: boolean; value: Uint8Array }>();
  for (const extension of requireSome(partsOf(node).rest())) {
    const parts = partsOf(extension);
    const type = readOid(parts.next());
    const critical = parts.optional(TAG.BOOLEAN);
    // X.690 section 11.5: a default value is not encoded
    if (critical && !readBoolean(critical)) throw malformed("a default that is written out");
    const value = parts.next(TAG.OCTET_STRING).content;
    parts.end();
    if (extensions.has(type)) throw malformed(`the extension ${type} twice`);
    extensions.set(type, { critical: critical !== undefined, value });
  }
  return extensions;
}

/** What the known extensions of a certificate say. @throws {PkiError} DER_MALFORMED */
export function readExtensionValues(extensions: Extensions): ExtensionValues {
  const read = <Value>(type: string, reader: (node: DerNode) => Value): Value | undefined => {
    const extension = extensions.get(type);
    return extension && reader(readDer(extension.value));
  };
  return {
    keyUsage: read(OID.keyUsage, readKeyUsage),
    extendedKeyUsage: read(OID.extendedKeyUsage, readOids),
    policies: read(OID.certificatePolicies, readPolicies),
    subjectKeyIdentifier: read(OID.subjectKeyIdentifier, readKeyIdentifier),
    authorityKeyIdentifier: read(OID.authorityKeyIdentifier, readAuthorityKeyIdentifier),
    basicConstraints: read(OID.basicConstraints, readBasicConstraints),
    storage: read(OID.storage, readStorage),
  };
}

function readKeyUsage(node: DerNode): ReadonlySet<KeyUsage> {
  const bits = readNamedBits(node);
  const usages = KEY_USAGES.filter((_, bit) => bits.has(bit));
  if (usages.length === 0 || usages.length < bits.size) throw malformed("a key usage of no or of unknown bits");
  return new Set(usages);
}

function readOids(node: DerNode): readonly string[] {
  return requireDifferent(requireSome(partsOf(node).rest()).map(readOid));
}

function readPolicies(node: DerNode): readonly string[] {
  const policies = requireSome(partsOf(node).rest()).map((policy) => {
    const parts = partsOf(policy);
    const type = readOid(parts.next());
    if (parts.optional(TAG.SEQUENCE)?.children.length === 0) throw malformed("an empty list of qualifiers");
    parts.end();
    return type;
  });
  return requireDifferent(policies);
}

function readKeyIdentifier(node: DerNode): Uint8Array {
  if (node.tag !== TAG.OCTET_STRING || node.content.length === 0) throw malformed("a key identifier of another type");
  return node.content;
}

/** Only the key identifier: an authority is not looked for by its issuer and serial number. */
function readAuthorityKeyIdentifier(node: DerNode): Uint8Array {
  const parts = partsOf(node);
  const { content } = parts.next(0x80);
  parts.end();
  if (content.length === 0) throw malformed("an empty key identifier");
  return content;
}

function readBasicConstraints(node: DerNode): { ca: boolean; pathLength?: number } {
  const parts = partsOf(node);
  const authority = parts.optional(TAG.BOOLEAN);
  if (authority && !readBoolean(authority)) throw malformed("a default that is written out");
  const pathLength = parts.optional(TAG.INTEGER);
  parts.end();
  return { ca: authority !== undefined, pathLength: pathLength && readSmallInteger(pathLength) };
}

/** @throws {PkiError} DER_MALFORMED */
export function readStorage(node: DerNode): { type: string; folder?: string } {
  const parts = partsOf(node);
  const type = readOid(parts.next());
  const [folder] = parts.rest();
  if (node.children.length > 2) throw malformed("a storage of more than type and folder");
  return { type, folder: folder && readText(folder) };
}

function requireSome<Part>(parts: readonly Part[]): readonly Part[] {
  if (parts.length === 0) throw malformed("an empty list");
  return parts;
}

function requireDifferent(oids: readonly string[]): readonly string[] {
  if (new Set(oids).size < oids.length) throw malformed("an identifier twice");
  return oids;
}
