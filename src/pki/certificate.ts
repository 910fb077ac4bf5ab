import { equalBytes, toHex } from "./bytes.ts";
import { decodeAs } from "./decode-as.ts";
import { DEFAULT_LIMITS, type DerNode, type DerParts, onlyPartOf, partsOf, readDer, TAG } from "./der.ts";
import { readBitStringBytes, readInteger, readSmallInteger, readTime } from "./der-values.ts";
import { PkiError } from "./error.ts";
import { readName } from "./name.ts";
import type { Primitives, SignatureAlgorithm } from "./primitives.ts";
import { type Extensions, type ExtensionValues, readExtensions, readExtensionValues } from "./read-extensions.ts";
import { readSignatureAlgorithm } from "./signature-algorithm.ts";

/** A certificate as it was received. Nothing in it is proved: see `verifyPath`. */
export interface Certificate extends ExtensionValues {
  readonly der: Uint8Array;
  /** The part that the issuer signed. */
  readonly tbs: Uint8Array;
  /** Lower-case hexadecimal of the content octets, with the leading 00 that a positive INTEGER may need. */
  readonly serial: string;
  /** DER Names, compared byte for byte. */
  readonly issuer: Uint8Array;
  readonly subject: Uint8Array;
  readonly notBefore: Date;
  /** The last second of validity. */
  readonly notAfter: Date;
  readonly spki: Uint8Array;
  readonly signatureAlgorithm: SignatureAlgorithm;
  readonly signature: Uint8Array;
  readonly extensions: Extensions;
}

const malformed = (detail: string) => new PkiError("CERTIFICATE_MALFORMED", detail);
const MAX_SERIAL_OCTETS = 20;

/**
 * Reads one certificate of version 3; neither trusts it nor asks for whom or for what it is.
 *
 * @param der one DER Certificate of at most 16 KiB; trailing bytes, BER, an extension twice, unique identifiers, a serial
 *   number that is not positive or longer than 20 octets, and other versions are refused
 * @throws {PkiError} CERTIFICATE_MALFORMED, or ALGORITHM_REFUSED for one that is not signed by an algorithm we know
 * @see RFC 5280 section 4.1
 */
export function parseCertificate(der: Uint8Array): Certificate {
  return decodeAs("CERTIFICATE_MALFORMED", () => readCertificate(readDer(der, DEFAULT_LIMITS)));
}

function readCertificate(node: DerNode): Certificate {
  const outer = partsOf(node);
  const tbs = outer.next();
  const algorithm = outer.next();
  const signature = readBitStringBytes(outer.next());
  outer.end();

  const fields = partsOf(tbs);
  requireVersion3(fields);
  const serial = readSerial(fields.next());
  if (!equalBytes(fields.next().der, algorithm.der)) throw malformed("two signature algorithms");
  const issuer = fields.next();
  const validity = readValidity(fields.next());
  const subject = fields.next();
  const spki = fields.next(TAG.SEQUENCE);
  const extensions = readExtensions(onlyPartOf(fields.next(0xa3)));
  fields.end();
  readName(issuer);
  readName(subject);

  return {
    der: node.der,
    tbs: tbs.der,
    serial,
    issuer: issuer.der,
    subject: subject.der,
    ...validity,
    spki: spki.der,
    signatureAlgorithm: readSignatureAlgorithm(algorithm),
    signature,
    extensions,
    ...readExtensionValues(extensions),
  };
}

function requireVersion3(fields: DerParts): void {
  if (readSmallInteger(onlyPartOf(fields.next(0xa0))) !== 2) throw malformed("not of version 3");
}

/** @see RFC 5280 section 4.1.2.2 */
function readSerial(node: DerNode): string {
  const content = readInteger(node);
  const [first] = content;
  if (first === undefined || first >= 0x80) throw malformed("a negative serial number");
  if (content.length > MAX_SERIAL_OCTETS) throw malformed("a serial number of more than 20 octets");
  const serial = toHex(content);
  if (serial === "00") throw malformed("the serial number zero");
  return serial;
}

function readValidity(node: DerNode): { notBefore: Date; notAfter: Date } {
  const parts = partsOf(node);
  const notBefore = readTime(parts.next());
  const notAfter = readTime(parts.next());
  parts.end();
  return { notBefore, notAfter };
}

/**
 * The identifier of a key as SKI and AKI carry it: SHA-1 of the BIT STRING's bytes, 20 bytes. No proof of anything.
 *
 * @param spki DER SubjectPublicKeyInfo
 * @throws {PkiError} DER_MALFORMED
 * @see RFC 5280 section 4.2.1.2, method 1
 */
export async function keyIdentifierOf(spki: Uint8Array, primitives: Primitives): Promise<Uint8Array> {
  return primitives.digest("SHA-1", keyBytesOf(spki));
}

/** The bytes of the BIT STRING in a DER SubjectPublicKeyInfo, which key hashes are made of. @throws {PkiError} DER_MALFORMED */
export function keyBytesOf(spki: Uint8Array): Uint8Array {
  const parts = partsOf(readDer(spki));
  parts.next(TAG.SEQUENCE);
  return readBitStringBytes(parts.next());
}
