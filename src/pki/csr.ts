import { decodeAs } from "./decode-as.ts";
import { type DerNode, partsOf, readDer, TAG } from "./der.ts";
import { requireDerSetOrder } from "./der-set-order.ts";
import { readBitStringBytes, readOid, readSmallInteger, readText } from "./der-values.ts";
import { bitString, implicit, integer, oid, sequence, set, setOf, utf8String } from "./der-write.ts";
import { PkiError } from "./error.ts";
import { encodeExtension, storageExtension } from "./extensions.ts";
import { type KeyKind, requireAllowedKey } from "./key-policy.ts";
import { readName } from "./name.ts";
import { OID } from "./oid.ts";
import type { Primitives, SignatureAlgorithm } from "./primitives.ts";
import { canSign, readPublicKey } from "./public-key.ts";
import { readExtensions, readStorage } from "./read-extensions.ts";
import { encodeSignatureAlgorithm, readSignatureAlgorithm } from "./signature-algorithm.ts";

/** Where the private key is kept: a dotted identifier of `STORAGE_OIDS`, and the folder where there is one. */
export interface KeyStorage {
  readonly type: string;
  readonly folder?: string;
}

/** What a certification request says. Names and keys are DER. */
export interface Csr {
  readonly spki: Uint8Array;
  /** A claim: the caller compares it with the register. */
  readonly subject: Uint8Array;
  /** What the authority asked to be signed, so that the request is not an old one. */
  readonly nonce: string;
  readonly storage: KeyStorage;
}

const malformed = (detail: string) => new PkiError("CSR_MALFORMED", detail);

/**
 * The DER CertificationRequestInfo, the bytes that the new key signs.
 *
 * The nonce travels as the challenge password, the storage as NCA's extension in the extension request.
 *
 * @see RFC 2986 section 4.1, RFC 2985 sections 5.4.1 and 5.4.2
 */
export function buildCsrInfo({ subject, spki, nonce, storage }: Csr): Uint8Array<ArrayBuffer> {
  const attributes = setOf([
    sequence(oid(OID.challengePassword), set(utf8String(nonce))),
    sequence(oid(OID.extensionRequest), set(sequence(encodeExtension(storageExtension(storage))))),
  ]);
  return sequence(integer(0), subject, spki, implicit(0, attributes));
}

/** The DER CertificationRequest of what was signed, with the signature over it. @see RFC 2986 section 4.2 */
export function assembleCsr(
  info: Uint8Array,
  algorithm: SignatureAlgorithm,
  signature: Uint8Array,
): Uint8Array<ArrayBuffer> {
  return sequence(info, encodeSignatureAlgorithm(algorithm), bitString(signature));
}

/**
 * Checks a PKCS#10 certification request before anything in it is believed.
 *
 * Proves that the sender holds the private key and signed this nonce with it, and that we accept the key. It does not say
 * who the sender is, and it lets nothing through that could end up in a certificate: attributes and extensions other
 * than the two of `buildCsrInfo` are refused.
 *
 * @param der one DER CertificationRequest of at most 16 KiB; trailing bytes and other encodings of it are refused
 * @throws {PkiError} CSR_MALFORMED, KEY_REFUSED, ALGORITHM_REFUSED or SIGNATURE_INVALID, checked in this order
 * @see RFC 2986 section 4.2 (what is signed), RFC 5280 section 4.1.2.7 (SubjectPublicKeyInfo)
 */
export async function verifyCsr(
  der: Uint8Array,
  { primitives, allowedKeys }: { readonly primitives: Primitives; readonly allowedKeys?: readonly KeyKind[] },
): Promise<Csr> {
  const { request, info, algorithm, signature } = decodeAs("CSR_MALFORMED", () => readCsr(readDer(der)));
  requireAllowedKey(request.spki, { allowed: allowedKeys });
  const signatureAlgorithm = readSignatureAlgorithm(algorithm);
  if (!canSign(readPublicKey(request.spki), signatureAlgorithm)) {
    throw new PkiError("ALGORITHM_REFUSED", `${signatureAlgorithm} is not for this key`);
  }
  if (!(await primitives.verify(signatureAlgorithm, request.spki, info, signature))) {
    throw new PkiError("SIGNATURE_INVALID", "the request is not signed with its own key");
  }
  return request;
}

function readCsr(node: DerNode): { request: Csr; info: Uint8Array; algorithm: DerNode; signature: Uint8Array } {
  const outer = partsOf(node);
  const info = outer.next();
  const algorithm = outer.next(TAG.SEQUENCE);
  const signature = readBitStringBytes(outer.next());
  outer.end();

  const fields = partsOf(info);
  if (readSmallInteger(fields.next()) !== 0) throw malformed("not of version 1");
  const subject = fields.next();
  const spki = fields.next(TAG.SEQUENCE);
  const attributes = readAttributes(fields.next(0xa0));
  fields.end();
  readName(subject);
  return { request: { subject: subject.der, spki: spki.der, ...attributes }, info: info.der, algorithm, signature };
}

function readAttributes(node: DerNode): { nonce: string; storage: KeyStorage } {
  requireDerSetOrder(node.children);
  const values = new Map(node.children.map(readAttribute));
  const nonce = values.get(OID.challengePassword);
  const extensionRequest = values.get(OID.extensionRequest);
  if (!nonce || !extensionRequest || node.children.length !== 2) throw malformed("other attributes than the two");
  return { nonce: readNonce(nonce), storage: readRequestedStorage(extensionRequest) };
}

function readAttribute(node: DerNode): [type: string, value: DerNode] {
  const attribute = partsOf(node);
  const type = readOid(attribute.next());
  const values = partsOf(attribute.next(TAG.SET), TAG.SET);
  attribute.end();
  const value = values.next();
  values.end();
  return [type, value];
}

function readNonce(node: DerNode): string {
  const nonce = node.tag === TAG.IA5_STRING ? "" : readText(node);
  if (nonce === "") throw malformed("a nonce that is empty or of another type");
  return nonce;
}

function readRequestedStorage(node: DerNode): KeyStorage {
  const extensions = readExtensions(node);
  const storage = extensions.get(OID.storage);
  if (!storage || storage.critical || extensions.size !== 1) throw malformed("other extensions than the storage");
  return readStorage(readDer(storage.value));
}
