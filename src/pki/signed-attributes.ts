import { type DerNode, partsOf, TAG } from "./der.ts";
import { requireDerSetOrder } from "./der-set-order.ts";
import { readInteger, readOid, readTime } from "./der-values.ts";
import { PkiError } from "./error.ts";
import { OID } from "./oid.ts";

/** What the signer signed besides the content. */
export interface SignedAttributes {
  /** The DER SET OF that the signature is over. */
  readonly der: Uint8Array;
  /** SHA-256 of the content, 32 bytes. */
  readonly messageDigest: Uint8Array;
  /** SHA-256 of the signer's certificate, 32 bytes. */
  readonly certificateSha256: Uint8Array;
  /** The certificate once more, by its issuer (DER Name) and serial number (DER INTEGER), where the signer says it. */
  readonly issuerAndSerial?: { readonly issuer: Uint8Array; readonly serial: Uint8Array };
  /** The algorithms once more, as DER AlgorithmIdentifiers, where the signer says them. */
  readonly algorithmProtection?: { readonly digest: Uint8Array; readonly signature: Uint8Array };
}

const SHA256_BYTES = 32;
const KNOWN: readonly string[] = [
  OID.contentType,
  OID.messageDigest,
  OID.signingTime,
  OID.signingCertificateV2,
  OID.cmsAlgorithmProtection,
];

const malformed = (detail: string) => new PkiError("CMS_MALFORMED", detail);

/**
 * Reads the signed attributes of a SignerInfo: each known, each once and with one value, in DER order.
 *
 * `signingTime` must be well formed and is not handed out: it is the signer's word, and we have a clock.
 *
 * @param node the [0] IMPLICIT SET OF Attribute
 * @throws {PkiError} DER_MALFORMED or CMS_MALFORMED
 * @see RFC 5652 section 11, RFC 5035 section 3, RFC 6211 section 2
 */
export function readSignedAttributes(node: DerNode): SignedAttributes {
  requireDerSetOrder(node.children);
  const values = readValues(node);
  const contentType = values.get(OID.contentType);
  const messageDigest = values.get(OID.messageDigest);
  const signingTime = values.get(OID.signingTime);
  const signingCertificate = values.get(OID.signingCertificateV2);
  const protection = values.get(OID.cmsAlgorithmProtection);
  if (!contentType || !messageDigest || !signingCertificate) throw malformed("a mandatory attribute is missing");

  if (readOid(contentType) !== OID.data) throw malformed("a content type that is not data");
  if (signingTime) readTime(signingTime);
  return {
    der: asSet(node),
    messageDigest: readSha256(messageDigest),
    ...readSigningCertificate(signingCertificate),
    algorithmProtection: protection && readAlgorithmProtection(protection),
  };
}

/** What is signed carries the tag of a SET, not the [0] of its place. @see RFC 5652 section 5.4 */
function asSet(node: DerNode): Uint8Array {
  const der = Uint8Array.from(node.der);
  der[0] = TAG.SET;
  return der;
}

function readValues(node: DerNode): ReadonlyMap<string, DerNode> {
  const values = new Map<string, DerNode>();
  for (const child of node.children) {
    const attribute = partsOf(child);
    const type = readOid(attribute.next());
    const set = partsOf(attribute.next(TAG.SET), TAG.SET);
    attribute.end();
    if (!KNOWN.includes(type) || values.has(type)) throw malformed(`the attribute ${type} twice or not known`);
    values.set(type, set.next());
    set.end();
  }
  return values;
}

function readSha256(node: DerNode): Uint8Array {
  if (node.tag !== TAG.OCTET_STRING || node.content.length !== SHA256_BYTES)
    throw malformed("a digest of another kind");
  return node.content;
}

/** One certificate, hashed with the default SHA-256, and no policies. @see RFC 5035 section 3 */
function readSigningCertificate(node: DerNode): Pick<SignedAttributes, "certificateSha256" | "issuerAndSerial"> {
  const signingCertificate = partsOf(node);
  const certificates = partsOf(signingCertificate.next());
  signingCertificate.end();
  const identifier = partsOf(certificates.next());
  certificates.end();
  const certificateSha256 = readSha256(identifier.next());
  const issuerSerial = identifier.optional(TAG.SEQUENCE);
  identifier.end();
  return { certificateSha256, issuerAndSerial: issuerSerial && readIssuerSerial(issuerSerial) };
}

/** IssuerSerial holds GeneralNames: here exactly one directoryName. @see RFC 5035 section 5 */
function readIssuerSerial(node: DerNode): { issuer: Uint8Array; serial: Uint8Array } {
  const parts = partsOf(node);
  const names = partsOf(parts.next());
  const serial = parts.next();
  parts.end();
  const directoryName = partsOf(names.next(0xa4), 0xa4);
  names.end();
  const issuer = directoryName.next(TAG.SEQUENCE);
  directoryName.end();
  readInteger(serial);
  return { issuer: issuer.der, serial: serial.der };
}

function readAlgorithmProtection(node: DerNode): { digest: Uint8Array; signature: Uint8Array } {
  const parts = partsOf(node);
  const digest = parts.next(TAG.SEQUENCE).der;
  const signature = Uint8Array.from(parts.next(0xa1).der);
  parts.end();
  signature[0] = TAG.SEQUENCE;
  return { digest, signature };
}
