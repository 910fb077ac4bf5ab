import { fromHex, toHex } from "./bytes.ts";
import { decodeAs } from "./decode-as.ts";
import { type DerLimits, type DerNode, onlyPartOf, partsOf, readDer, TAG } from "./der.ts";
import { readBitStringBytes, readInteger, readSmallInteger, readTime } from "./der-values.ts";
import { bitString, encode, explicit, integer, sequence, time } from "./der-write.ts";
import { PkiError } from "./error.ts";
import { type Extension, encodeExtension } from "./extensions.ts";
import { OID } from "./oid.ts";
import type { SignatureAlgorithm } from "./primitives.ts";
import { type Extensions, readExtensions } from "./read-extensions.ts";
import { encodeSignatureAlgorithm, readSignatureAlgorithm } from "./signature-algorithm.ts";

/** One certificate that is not to be trusted any more. */
export interface RevokedEntry {
  /** Lower-case hexadecimal of the content octets of the INTEGER. */
  readonly serial: string;
  readonly revokedAt: Date;
  /** The CRLReason, 1 to 10; undefined for none. */
  readonly reason?: number;
}

/** What a CRL will say. */
export interface CrlTbs {
  readonly algorithm: SignatureAlgorithm;
  /** DER Name. */
  readonly issuer: Uint8Array;
  readonly thisUpdate: Date;
  readonly nextUpdate: Date;
  readonly entries: readonly RevokedEntry[];
  readonly extensions: readonly Extension[];
}

/** A CRL as it was received; nothing in it is proved. */
export interface Crl extends CrlContents {
  readonly der: Uint8Array;
  /** The part that the issuer signed. */
  readonly tbs: Uint8Array;
  readonly signatureAlgorithm: SignatureAlgorithm;
  readonly signature: Uint8Array;
}

/** What the signed part of a CRL says. */
export interface CrlContents {
  readonly issuer: Uint8Array;
  readonly thisUpdate: Date;
  readonly nextUpdate: Date;
  readonly number: bigint;
  /** Of a delta CRL: the number of the complete one that it adds to. */
  readonly baseNumber?: bigint;
  readonly entries: readonly RevokedEntry[];
  readonly extensions: Extensions;
}

const malformed = (detail: string) => new PkiError("CRL_MALFORMED", detail);

/** A CRL of a million entries; people's artefacts have limits of their own. */
const CRL_LIMITS: DerLimits = { maxBytes: 1 << 26, maxDepth: 8, maxNodes: 1 << 23 };

/** @see RFC 5280 section 5.2.3 */
export function crlNumber(number: bigint): Extension {
  return { oid: OID.crlNumber, critical: false, value: integer(number) };
}

/** Says that a CRL is a delta, and to which complete one it adds. @see RFC 5280 section 5.2.4 */
export function deltaCrlIndicator(baseNumber: bigint): Extension {
  return { oid: OID.deltaCrlIndicator, critical: true, value: integer(baseNumber) };
}

/**
 * The DER TBSCertList of version 2, the bytes that the authority signs. Decides nothing about what it is given.
 *
 * The entries are written straight into one buffer: there may be a million of them.
 *
 * @see RFC 5280 section 5.1.2
 */
export function encodeCrlTbs({ algorithm, issuer, thisUpdate, nextUpdate, entries, extensions }: CrlTbs): Uint8Array {
  return sequence(
    integer(1),
    encodeSignatureAlgorithm(algorithm),
    issuer,
    time(thisUpdate),
    time(nextUpdate),
    // RFC 5280 section 5.1.2.6: with nothing revoked the list is left out, not empty
    ...(entries.length > 0 ? [encode(TAG.SEQUENCE, encodeEntries(entries))] : []),
    explicit(0, sequence(...extensions.map(encodeExtension))),
  );
}

/** The DER CertificateList of what was signed, with the signature over it. */
export function assembleCrl(tbs: Uint8Array, algorithm: SignatureAlgorithm, signature: Uint8Array): Uint8Array {
  return sequence(tbs, encodeSignatureAlgorithm(algorithm), bitString(signature));
}

/** 30 and a length, INTEGER of 20 octets, GeneralizedTime, and a reason: more than any entry takes. */
const MAX_ENTRY_BYTES = 64;
/** Extensions { reasonCode, OCTET STRING { ENUMERATED } }, its last byte aside. */
const REASON = fromHex("300c300a0603551d1504030a01");

function encodeEntries(entries: readonly RevokedEntry[]): Uint8Array {
  const buffer = new Uint8Array(entries.length * MAX_ENTRY_BYTES);
  let at = 0;
  for (const { serial, revokedAt, reason } of entries) {
    const number = fromHex(serial);
    const instant = time(revokedAt);
    const length = 2 + number.length + instant.length + (reason === undefined ? 0 : REASON.length + 1);
    buffer.set([TAG.SEQUENCE, length, TAG.INTEGER, number.length], at);
    buffer.set(number, at + 4);
    buffer.set(instant, at + 4 + number.length);
    at += 2 + length;
    if (reason !== undefined) {
      buffer.set(REASON, at - REASON.length - 1);
      buffer[at - 1] = reason;
    }
  }
  return buffer.subarray(0, at);
}

// ---------------------------------------------------------------------------------------------------- reading

/**
 * Reads one CRL of version 2 with its number; neither trusts it nor asks for which certificates it speaks.
 *
 * @param der one DER CertificateList of at most 64 MiB; BER, an empty list of entries, a CRL without a number and trailing
 *   bytes are refused
 * @throws {PkiError} CRL_MALFORMED, or ALGORITHM_REFUSED for one that is not signed by an algorithm we know
 * @see RFC 5280 section 5.1
 */
export function parseCrl(der: Uint8Array): Crl {
  return decodeAs("CRL_MALFORMED", () => {
    const outer = partsOf(readDer(der, CRL_LIMITS));
    const tbs = outer.next();
    const signatureAlgorithm = readSignatureAlgorithm(outer.next());
    const signature = readBitStringBytes(outer.next());
    outer.end();
    const { algorithm, ...contents } = readContents(tbs);
    if (algorithm !== signatureAlgorithm) throw malformed("two signature algorithms");
    return { der, tbs: tbs.der, signatureAlgorithm, signature, ...contents };
  });
}

/** Reads the part that is to be signed, as the signer gets it. @throws {PkiError} CRL_MALFORMED, ALGORITHM_REFUSED */
export function parseCrlTbs(tbs: Uint8Array): CrlContents & { readonly algorithm: SignatureAlgorithm } {
  return decodeAs("CRL_MALFORMED", () => readContents(readDer(tbs, CRL_LIMITS)));
}

function readContents(tbs: DerNode): CrlContents & { readonly algorithm: SignatureAlgorithm } {
  const fields = partsOf(tbs);
  if (readSmallInteger(fields.next()) !== 1) throw malformed("not of version 2");
  const algorithm = readSignatureAlgorithm(fields.next());
  const issuer = fields.next(TAG.SEQUENCE).der;
  const thisUpdate = readTime(fields.next());
  const nextUpdate = readTime(fields.next());
  const list = fields.optional(TAG.SEQUENCE);
  if (list?.children.length === 0) throw malformed("an empty list of entries");
  const extensions = readExtensions(onlyPartOf(fields.next(0xa0)));
  fields.end();
  const number = readNumber(extensions, OID.crlNumber);
  if (number === undefined) throw malformed("no number");
  return {
    algorithm,
    issuer,
    thisUpdate,
    nextUpdate,
    number,
    baseNumber: readNumber(extensions, OID.deltaCrlIndicator),
    entries: (list?.children ?? []).map(readEntry),
    extensions,
  };
}

function readEntry(node: DerNode): RevokedEntry {
  const fields = partsOf(node);
  const serial = toHex(readInteger(fields.next()));
  const revokedAt = readTime(fields.next());
  const extensions = fields.optional(TAG.SEQUENCE);
  fields.end();
  const value = extensions && readExtensions(extensions).get(OID.reasonCode)?.value;
  return { serial, revokedAt, reason: value && readSmallInteger(readDer(value), TAG.ENUMERATED) };
}

function readNumber(extensions: Extensions, type: string): bigint | undefined {
  const extension = extensions.get(type);
  if (!extension) return undefined;
  const content = readInteger(readDer(extension.value));
  if (content.length > 20 || (content[0] ?? 0x80) >= 0x80) throw malformed("a number out of bounds");
  return BigInt(`0x${toHex(content)}`);
}
