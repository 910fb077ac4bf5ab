import { berToDer } from "./ber.ts";
import { concatBytes, toHex } from "./bytes.ts";
import { type DerLimits, type DerNode, partsOf, readDer, TAG } from "./der.ts";
import { readOid } from "./der-values.ts";
import { PkiError } from "./error.ts";
import { OID } from "./oid.ts";
import { decryptPart } from "./pkcs12-cipher.ts";
import { PKCS12_OID } from "./pkcs12-oid.ts";
import type { Pkcs12Work } from "./pkcs12-work.ts";

/** A key file with its chain has a few hundred values. */
export const PKCS12_LIMITS: DerLimits = { maxBytes: 1_048_576, maxDepth: 24, maxNodes: 5_000 };

/** One thing in a key file; a key and its certificate have the same `localKeyId`, in hexadecimal. */
export interface Bag {
  /** OTHER is what we do not read: secrets, revocation lists, bags within bags. */
  readonly kind: "KEY" | "CERTIFICATE" | "OTHER";
  /** PKCS#8 DER of a key, DER of a certificate, nothing of the others. */
  readonly bytes: Uint8Array;
  readonly localKeyId: string | undefined;
  /** DER SET of all that is said about it, its name among them. */
  readonly attributes: Uint8Array | undefined;
}

/** What one ContentInfo holds. */
export async function readSafe(contentInfo: DerNode, work: Pkcs12Work): Promise<readonly Bag[]> {
  const parts = partsOf(contentInfo);
  const contentType = readOid(parts.next());
  const content = partsOf(parts.next(0xa0), 0xa0).next();
  if (contentType !== OID.data && contentType !== PKCS12_OID.encryptedData) {
    throw new PkiError("ALGORITHM_REFUSED", contentType);
  }
  const safe = contentType === OID.data ? readLoose(requireOctets(content)) : await decryptSafe(content, work);

  const bags: Bag[] = [];
  for (const bag of partsOf(safe).rest()) bags.push(await readBag(bag, work));
  return bags;
}

/** Reads DER in place, so that no copy of a key is made, and BER through a rewritten copy. */
export function readLoose(bytes: Uint8Array): DerNode {
  try {
    return readDer(bytes, PKCS12_LIMITS);
  } catch (cause) {
    if (!(cause instanceof PkiError)) throw cause;
    return readDer(berToDer(bytes, PKCS12_LIMITS), PKCS12_LIMITS);
  }
}

/** EncryptedData with its SafeContents. @see RFC 5652 section 8 */
async function decryptSafe(encryptedData: DerNode, work: Pkcs12Work): Promise<DerNode> {
  const parts = partsOf(encryptedData);
  parts.next(TAG.INTEGER);
  const info = partsOf(parts.next());
  info.next(TAG.OID);
  const algorithm = info.next();
  return decryptLoose(algorithm, implicitOctets(info.next()), work);
}

/** Without an integrity check a wrong password may show only here: the padding happens to fit, the content does not. */
async function decryptLoose(algorithm: DerNode, ciphertext: Uint8Array, work: Pkcs12Work): Promise<DerNode> {
  const plain = await decryptPart(algorithm, ciphertext, work);
  try {
    const node = readLoose(plain);
    if (node.der.buffer !== plain.buffer) plain.fill(0);
    return node;
  } catch (cause) {
    throw new PkiError("PASSWORD_WRONG", "what was decrypted is no value", { cause });
  }
}

async function readBag(bag: DerNode, work: Pkcs12Work): Promise<Bag> {
  const parts = partsOf(bag);
  const bagType = readOid(parts.next());
  const value = partsOf(parts.next(0xa0), 0xa0).next();
  const set = parts.optional(TAG.SET);
  return { ...(await readValue(bagType, value, work)), localKeyId: findLocalKeyId(set), attributes: set?.der };
}

const OTHER = { kind: "OTHER", bytes: new Uint8Array() } as const;

async function readValue(bagType: string, value: DerNode, work: Pkcs12Work): Promise<Pick<Bag, "kind" | "bytes">> {
  if (bagType === PKCS12_OID.keyBag) return { kind: "KEY", bytes: value.der };
  if (bagType === PKCS12_OID.shroudedKeyBag) return { kind: "KEY", bytes: await unshroud(value, work) };
  if (bagType !== PKCS12_OID.certificateBag) return OTHER;

  const certificate = partsOf(value);
  if (readOid(certificate.next()) !== PKCS12_OID.x509Certificate) return OTHER;
  return { kind: "CERTIFICATE", bytes: requireOctets(partsOf(certificate.next(0xa0), 0xa0).next()) };
}

async function unshroud(encryptedPrivateKeyInfo: DerNode, work: Pkcs12Work): Promise<Uint8Array> {
  const parts = partsOf(encryptedPrivateKeyInfo);
  const algorithm = parts.next();
  return (await decryptLoose(algorithm, parts.next(TAG.OCTET_STRING).content, work)).der;
}

function findLocalKeyId(attributes: DerNode | undefined): string | undefined {
  for (const attribute of attributes?.children ?? []) {
    const parts = partsOf(attribute);
    if (readOid(parts.next()) === PKCS12_OID.localKeyId) return toHex(partsOf(parts.next(), TAG.SET).next().content);
  }
  return undefined;
}

function requireOctets(node: DerNode): Uint8Array {
  if (node.tag !== TAG.OCTET_STRING) throw new PkiError("DER_MALFORMED", `tag ${node.tag} where octets are due`);
  return node.content;
}

/** [0] IMPLICIT OCTET STRING, whole or in pieces. */
function implicitOctets(node: DerNode): Uint8Array {
  if (node.tag === 0x80) return node.content;
  if (node.tag !== 0xa0) throw new PkiError("DER_MALFORMED", `tag ${node.tag} where encrypted content is due`);
  return concatBytes(...node.children.map(requireOctets));
}
