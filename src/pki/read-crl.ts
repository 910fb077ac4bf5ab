import { equalBytes, toHex } from "./bytes.ts";
import { REASON } from "./crl-entries.ts";
import { type DerNode, onlyPartOf, partsOf, readDer, readDerHeader, TAG } from "./der.ts";
import { readInteger, readSmallInteger, readTime } from "./der-values.ts";
import { readIssuingDistributionPoint } from "./distribution-point.ts";
import { PkiError } from "./error.ts";
import { OID } from "./oid.ts";
import type { SignatureAlgorithm } from "./primitives.ts";
import { type Extensions, readExtensions } from "./read-extensions.ts";
import { readSignatureAlgorithm } from "./signature-algorithm.ts";

/** What the signed part of a CRL says, its entries aside. */
export interface CrlHead {
  readonly algorithm: SignatureAlgorithm;
  /** DER Name. */
  readonly issuer: Uint8Array;
  readonly thisUpdate: Date;
  readonly nextUpdate: Date;
  readonly number: bigint;
  /** Of a delta CRL: the number of the complete one that it adds to. */
  readonly baseNumber?: bigint;
  /** Of a CRL of a shard: the address that its certificates name. */
  readonly distributionPoint?: string;
  readonly extensions: Extensions;
}

/** An entry where it stands in the CRL. */
export interface FoundEntry {
  /** Content octets of the INTEGER. */
  readonly serial: Uint8Array;
  readonly revokedAt: Date;
  /** The CRLReason. */
  readonly reason?: number;
}

/** A CRL of a million entries fits. */
export const MAX_CRL_BYTES = 1 << 26;
/** Some milliseconds of work. */
const ENTRIES_PER_STEP = 2048;

/**
 * Reads the part of a CRL that is signed, and hands out each entry; the caller may let others work after each step.
 *
 * However many entries there are, it keeps none of them. It is as strict as reading everything with `readDer`.
 *
 * @throws {PkiError} DER_MALFORMED, CRL_MALFORMED, ALGORITHM_REFUSED
 * @see RFC 5280 section 5.1.2
 */
export function* readCrlTbs(tbs: Uint8Array, onEntry: (entry: FoundEntry) => void): Generator<undefined, CrlHead> {
  const outer = readDerHeader(tbs, 0, tbs.length);
  if (tbs.length > MAX_CRL_BYTES || outer.tag !== TAG.SEQUENCE || outer.end !== tbs.length)
    throw malformed("no TBSCertList");
  let at = outer.start;
  const next = (): DerNode => {
    const { end } = readDerHeader(tbs, at, outer.end);
    const node = readDer(tbs.subarray(at, end));
    at = end;
    return node;
  };
  if (readSmallInteger(next()) !== 1) throw malformed("not of version 2");
  const algorithm = readSignatureAlgorithm(next());
  const issuer = next();
  if (issuer.tag !== TAG.SEQUENCE) throw malformed("no issuer");
  const [thisUpdate, nextUpdate] = [readTime(next()), readTime(next())];
  if (tbs[at] === TAG.SEQUENCE) {
    const list = readDerHeader(tbs, at, outer.end);
    yield* readEntries(tbs.subarray(list.start, list.end), onEntry);
    at = list.end;
  }
  const tail = next();
  if (tail.tag !== 0xa0 || at !== outer.end) throw malformed("no extensions, or more than them");
  const extensions = readExtensions(onlyPartOf(tail));
  return { algorithm, issuer: issuer.der, thisUpdate, nextUpdate, ...readValues(extensions), extensions };
}

function readValues(extensions: Extensions): Pick<CrlHead, "number" | "baseNumber" | "distributionPoint"> {
  const number = readNumber(extensions, OID.crlNumber);
  if (number === undefined) throw malformed("no number");
  const point = extensions.get(OID.issuingDistributionPoint);
  return {
    number,
    baseNumber: readNumber(extensions, OID.deltaCrlIndicator),
    distributionPoint: point && readIssuingDistributionPoint(readDer(point.value)),
  };
}

function readNumber(extensions: Extensions, type: string): bigint | undefined {
  const extension = extensions.get(type);
  if (!extension) return undefined;
  const content = readInteger(readDer(extension.value));
  if (content.length > 20 || (content[0] ?? 0x80) >= 0x80) throw malformed("a number out of bounds");
  return BigInt(`0x${toHex(content)}`);
}

function* readEntries(list: Uint8Array, onEntry: (entry: FoundEntry) => void): Generator<undefined, void> {
  if (list.length === 0) throw malformed("an empty list of entries");
  for (let at = 0, count = 1; at < list.length; count++) {
    const { end } = readDerHeader(list, at, list.length);
    const entry = list.subarray(at, end);
    onEntry(readUsualEntry(entry) ?? readEntry(readDer(entry)));
    at = end;
    if (count % ENTRIES_PER_STEP === 0) yield;
  }
}

function readEntry(node: DerNode): FoundEntry {
  const fields = partsOf(node);
  const serial = readInteger(fields.next());
  const revokedAt = readTime(fields.next());
  const extensions = fields.optional(TAG.SEQUENCE);
  fields.end();
  const value = extensions && readExtensions(extensions).get(OID.reasonCode)?.value;
  return { serial, revokedAt, reason: value && readSmallInteger(readDer(value), TAG.ENUMERATED) };
}

const malformed = (detail: string) => new PkiError("CRL_MALFORMED", detail);

// ------------------------------------------------------------------------------------------------------ the usual entry

const TIME_BYTES = 13;

/**
 * An entry of the form that nearly all have, read without a node for each value: a positive serial, a UTCTime, and no
 * extension or the reason alone. Undefined for any other, which `readEntry` then judges.
 */
function readUsualEntry(entry: Uint8Array): FoundEntry | undefined {
  const [tag, length = 0x80, integer, size = 0, first = 0x80, second = 0] = entry;
  const timeAt = 4 + size;
  const reasonAt = timeAt + 2 + TIME_BYTES;
  if (tag !== TAG.SEQUENCE || length >= 0x80 || integer !== TAG.INTEGER || size === 0 || size >= 0x80) return undefined;
  if (first >= 0x80 || (size > 1 && first === 0 && second < 0x80)) return undefined;
  if (entry[timeAt] !== TAG.UTC_TIME || entry[timeAt + 1] !== TIME_BYTES) return undefined;
  const revokedAt = readUsualTime(entry, timeAt + 2);
  if (!revokedAt) return undefined;
  const serial = entry.subarray(4, timeAt);
  if (entry.length === reasonAt) return { serial, revokedAt };
  const reason = entry[reasonAt + REASON.length];
  const alone = entry.length === reasonAt + REASON.length + 1;
  if (!alone || reason === undefined || reason >= 0x80) return undefined;
  return equalBytes(entry.subarray(reasonAt, -1), REASON) ? { serial, revokedAt, reason } : undefined;
}

/** YYMMDDhhmmssZ as an instant; undefined for what no calendar has. */
function readUsualTime(bytes: Uint8Array, at: number): Date | undefined {
  const [year, month, day, hour, minute, second] = [0, 2, 4, 6, 8, 10].map((offset) => twoDigits(bytes, at + offset));
  if (bytes[at + 12] !== 0x5a || year === undefined || month === undefined || day === undefined) return undefined;
  const instant = new Date(Date.UTC(year + (year < 50 ? 2000 : 1900), month - 1, day, hour, minute, second));
  const real =
    instant.getUTCMonth() === month - 1 &&
    instant.getUTCDate() === day &&
    instant.getUTCHours() === hour &&
    instant.getUTCMinutes() === minute &&
    instant.getUTCSeconds() === second;
  return real ? instant : undefined;
}

function twoDigits(bytes: Uint8Array, at: number): number {
  const [tens, ones] = [(bytes[at] ?? 0) - 0x30, (bytes[at + 1] ?? 0) - 0x30];
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : Number.NaN;
}
