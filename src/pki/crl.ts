import { concatBytes, toHex } from "./bytes.ts";
import { type EntryWriter, entryWriter, type RevokedEntry } from "./crl-entries.ts";
import { decodeAs } from "./decode-as.ts";
import { partsOf, readDer, readDerHeader, TAG } from "./der.ts";
import { readBitStringBytes } from "./der-values.ts";
import { bitString, encodeHeader, explicit, integer, sequence, time } from "./der-write.ts";
import { PkiError } from "./error.ts";
import { type Extension, encodeExtension } from "./extensions.ts";
import { OID } from "./oid.ts";
import type { SignatureAlgorithm } from "./primitives.ts";
import { type CrlHead, MAX_CRL_BYTES, readCrlTbs } from "./read-crl.ts";
import { encodeSignatureAlgorithm, readSignatureAlgorithm } from "./signature-algorithm.ts";

/** What a CRL will say. */
export interface CrlTbs {
  readonly algorithm: SignatureAlgorithm;
  /** DER Name. */
  readonly issuer: Uint8Array;
  readonly thisUpdate: Date;
  readonly nextUpdate: Date;
  readonly entries: readonly RevokedEntry[] | EntryWriter;
  readonly extensions: readonly Extension[];
}

/** A CRL as it was received; nothing in it is proved. */
export interface Crl extends Omit<CrlHead, "algorithm"> {
  readonly der: Uint8Array;
  /** The part that the issuer signed. */
  readonly tbs: Uint8Array;
  readonly signatureAlgorithm: SignatureAlgorithm;
  readonly signature: Uint8Array;
  readonly entries: readonly RevokedEntry[];
}

/** @see RFC 5280 section 5.2.3 */
export function crlNumber(number: bigint): Extension {
  return { oid: OID.crlNumber, critical: false, value: integer(number) };
}

/** Says that a CRL is a delta, and to which complete one it adds. @see RFC 5280 section 5.2.4 */
export function deltaCrlIndicator(baseNumber: bigint): Extension {
  return { oid: OID.deltaCrlIndicator, critical: true, value: integer(baseNumber) };
}

/** The DER TBSCertList of version 2 in one piece; as `crlTbsPieces`, which see. */
export const encodeCrlTbs = (tbs: CrlTbs): Uint8Array => concatBytes(...crlTbsPieces(tbs));

/**
 * The DER TBSCertList of version 2, the bytes that the authority signs, in pieces that follow each other: a list of tens of
 * megabytes is not copied. Decides nothing about what it is given.
 *
 * @throws {RangeError} for a serial that is none
 * @see RFC 5280 section 5.1.2
 */
export function crlTbsPieces(tbs: CrlTbs): readonly Uint8Array[] {
  const { algorithm, issuer, thisUpdate, nextUpdate, entries, extensions } = tbs;
  const list = "parts" in entries ? entries.parts() : written(entries);
  const fields = [
    integer(1),
    encodeSignatureAlgorithm(algorithm),
    issuer,
    time(thisUpdate),
    time(nextUpdate),
    // RFC 5280 section 5.1.2.6: with nothing revoked the list is left out, not empty
    ...(list.length > 0 ? [encodeHeader(TAG.SEQUENCE, lengthOf(list)), ...list] : []),
    explicit(0, sequence(...extensions.map(encodeExtension))),
  ];
  return [encodeHeader(TAG.SEQUENCE, lengthOf(fields)), ...fields];
}

function written(entries: readonly RevokedEntry[]): readonly Uint8Array[] {
  const writer = entryWriter();
  for (const entry of entries) writer.add(entry);
  return writer.parts();
}

const lengthOf = (parts: readonly Uint8Array[]) => parts.reduce((sum, { length }) => sum + length, 0);

/** The DER CertificateList of what was signed, with the signature over it. */
export function assembleCrl(tbs: Uint8Array, algorithm: SignatureAlgorithm, signature: Uint8Array): Uint8Array {
  const { head, tail } = crlFrame(tbs.length, algorithm, signature);
  return concatBytes(head, tbs, tail);
}

/** What stands before and after a signed part of so many bytes to make it a DER CertificateList. */
export function crlFrame(
  tbsBytes: number,
  algorithm: SignatureAlgorithm,
  signature: Uint8Array,
): { readonly head: Uint8Array; readonly tail: Uint8Array } {
  const tail = concatBytes(encodeSignatureAlgorithm(algorithm), bitString(signature));
  return { head: encodeHeader(TAG.SEQUENCE, tbsBytes + tail.length), tail };
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
    if (der.length > MAX_CRL_BYTES) throw malformed(`${der.length} bytes`);
    const outer = readDerHeader(der, 0, der.length);
    if (outer.tag !== TAG.SEQUENCE || outer.end !== der.length) throw malformed("not one SEQUENCE");
    const tbs = der.subarray(outer.start, readDerHeader(der, outer.start, der.length).end);
    // what follows the signed part is small, and is read as the rest of the same SEQUENCE
    const rest = partsOf(readDer(sequence(der.subarray(outer.start + tbs.length))));
    const signatureAlgorithm = readSignatureAlgorithm(rest.next());
    const signature = readBitStringBytes(rest.next());
    rest.end();
    const entries: RevokedEntry[] = [];
    const { algorithm, ...head } = readToTheEnd(
      readCrlTbs(tbs, ({ serial, ...entry }) => entries.push({ serial: toHex(serial), ...entry })),
    );
    if (algorithm !== signatureAlgorithm) throw malformed("two signature algorithms");
    return { der, tbs, signatureAlgorithm, signature, entries, ...head };
  });
}

function readToTheEnd<Value>(steps: Generator<undefined, Value>): Value {
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
  }
}

const malformed = (detail: string) => new PkiError("CRL_MALFORMED", detail);
