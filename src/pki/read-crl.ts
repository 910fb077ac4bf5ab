import { toHex } from "./bytes.ts";
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
    onEntry(readUsualEntry(list, at, end) ?? readEntry(readDer(list.subarray(at, end))));
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
 * An entry of the form that nearly all have, read where it stands in the list: a positive serial, a UTCTime, and no
 * extension or the reason alone. Undefined for any other, which `readEntry` then judges.
 */
function readUsualEntry(list: Uint8Array, start: number, end: number): FoundEntry | undefined {
  const size = list[start + 3] ?? 0;
  const [serialAt, timeAt] = [start + 4, start + 4 + size];
  const reasonAt = timeAt + 2 + TIME_BYTES;
  if (list[start] !== TAG.SEQUENCE || end - start > 0x81 || list[start + 2] !== TAG.INTEGER || reasonAt > end)
    return undefined;
  const [first = 0x80, second = 0] = [list[serialAt], list[serialAt + 1]];
  if (size === 0 || first >= 0x80 || (size > 1 && first === 0 && second < 0x80)) return undefined;
  if (list[timeAt] !== TAG.UTC_TIME || list[timeAt + 1] !== TIME_BYTES) return undefined;
  const revokedAt = readUsualTime(list, timeAt + 2);
  if (!revokedAt) return undefined;
  const serial = list.subarray(serialAt, timeAt);
  if (end === reasonAt) return { serial, revokedAt };
  const reason = list[end - 1] ?? 0x80;
  const alone = end === reasonAt + REASON.length + 1;
  return alone && reason < 0x80 && namesReason(list, reasonAt) ? { serial, revokedAt, reason } : undefined;
}

function namesReason(list: Uint8Array, start: number): boolean {
  for (let at = 0; at < REASON.length; at++) if (list[start + at] !== REASON[at]) return false;
  return true;
}

/** YYMMDDhhmmssZ as an instant; undefined for what no calendar has. */
function readUsualTime(bytes: Uint8Array, at: number): Date | undefined {
  const year = twoDigits(bytes, at);
  const [month, day] = [twoDigits(bytes, at + 2), twoDigits(bytes, at + 4)];
  const [hour, minute, second] = [twoDigits(bytes, at + 6), twoDigits(bytes, at + 8), twoDigits(bytes, at + 10)];
  const instant = new Date(Date.UTC(year + (year < 50 ? 2000 : 1900), month - 1, day, hour, minute, second));
  // what overflows goes to the next day, month or year; what is no digit makes no instant
  const real =
    instant.getUTCDate() === day && instant.getUTCMonth() === month - 1 && hour < 24 && minute < 60 && second < 60;
  return real && bytes[at + 12] === 0x5a ? instant : undefined;
}

function twoDigits(bytes: Uint8Array, at: number): number {
  const [tens, ones] = [(bytes[at] ?? 0) - 0x30, (bytes[at + 1] ?? 0) - 0x30];
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : Number.NaN;
}
