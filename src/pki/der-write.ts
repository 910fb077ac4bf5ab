import { compareBytes, fromHex } from "./bytes.ts";
import { TAG } from "./der.ts";

const CONSTRUCTED = 0x20;

/** One value from its identifier octet and its content octets. */
export function encode(tag: number, ...content: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const length = content.reduce((sum, part) => sum + part.length, 0);
  const header = encodeHeader(tag, length);
  const der = new Uint8Array(header.length + length);
  der.set(header);
  let at = header.length;
  for (const part of content) {
    der.set(part, at);
    at += part.length;
  }
  return der;
}

/** How a value of `length` content octets begins, for content that is too large to be copied once more. */
export function encodeHeader(tag: number, length: number): Uint8Array<ArrayBuffer> {
  const octets: number[] = [];
  if (length < 0x80) octets.push(length);
  else {
    for (let left = length; left > 0; left = Math.floor(left / 256)) octets.unshift(left % 256);
    octets.unshift(0x80 | octets.length);
  }
  return Uint8Array.of(tag, ...octets);
}

export const sequence = (...parts: readonly Uint8Array[]) => encode(TAG.SEQUENCE, ...parts);
/** SET of parts in the order given, for a SET with one part. */
export const set = (...parts: readonly Uint8Array[]) => encode(TAG.SET, ...parts);
/** SET OF, its parts sorted as DER wants. @see X.690 section 11.6 */
export const setOf = (parts: readonly Uint8Array[]) => encode(TAG.SET, ...parts.toSorted(compareBytes));
/** [number] EXPLICIT around one value. */
export const explicit = (number: number, value: Uint8Array) => encode(0xa0 | number, value);
/** [number] IMPLICIT: the value under another tag, its constructed bit kept. */
export function implicit(number: number, value: Uint8Array): Uint8Array<ArrayBuffer> {
  const tagged = Uint8Array.from(value);
  const [tag = 0] = value;
  tagged[0] = 0x80 | number | (tag & CONSTRUCTED);
  return tagged;
}
export const octetString = (bytes: Uint8Array) => encode(TAG.OCTET_STRING, bytes);
export const bitString = (bytes: Uint8Array) => encode(TAG.BIT_STRING, Uint8Array.of(0), bytes);
export const boolean = (value: boolean) => encode(TAG.BOOLEAN, Uint8Array.of(value ? 0xff : 0));
export const nullValue = () => encode(TAG.NULL);
export const utf8String = (text: string) => encode(TAG.UTF8_STRING, new TextEncoder().encode(text));
export const printableString = (text: string) => encode(TAG.PRINTABLE_STRING, new TextEncoder().encode(text));
export const ia5String = (text: string) => encode(TAG.IA5_STRING, new TextEncoder().encode(text));

/** INTEGER from a non-negative number, or from the big-endian magnitude of one. */
export function integer(value: number | bigint | Uint8Array, tag: number = TAG.INTEGER): Uint8Array<ArrayBuffer> {
  const magnitude = value instanceof Uint8Array ? value : magnitudeOf(BigInt(value));
  const firstSignificant = magnitude.findIndex((byte) => byte !== 0);
  const shortest = firstSignificant < 0 ? Uint8Array.of(0) : magnitude.subarray(firstSignificant);
  return (shortest[0] ?? 0) >= 0x80 ? encode(tag, Uint8Array.of(0), shortest) : encode(tag, shortest);
}

function magnitudeOf(value: bigint): Uint8Array {
  if (value < 0n) throw new RangeError("a negative integer");
  const hex = value.toString(16);
  return fromHex(hex.length % 2 ? `0${hex}` : hex);
}

/** NamedBitList such as KeyUsage, from the numbers of the bits that are set. */
export function namedBits(bits: readonly number[]): Uint8Array<ArrayBuffer> {
  const highest = Math.max(-1, ...bits);
  const bytes = new Uint8Array(Math.ceil((highest + 1) / 8));
  for (const bit of bits) bytes[bit >> 3] = (bytes[bit >> 3] ?? 0) | (0x80 >> (bit & 7));
  const unused = highest < 0 ? 0 : 7 - (highest & 7);
  return encode(TAG.BIT_STRING, Uint8Array.of(unused), bytes);
}

const knownOids = new Map<string, Uint8Array<ArrayBuffer>>();
/** More than all standards here name; what comes after them is encoded each time. */
const MAX_KNOWN_OIDS = 256;

/** OBJECT IDENTIFIER from its dotted form; the same bytes each time, which nobody may change. */
export function oid(dotted: string): Uint8Array<ArrayBuffer> {
  const known = knownOids.get(dotted);
  if (known) return known;
  const encoded = encodeOid(dotted);
  if (knownOids.size < MAX_KNOWN_OIDS) knownOids.set(dotted, encoded);
  return encoded;
}

function encodeOid(dotted: string): Uint8Array<ArrayBuffer> {
  const [first, second, ...others] = dotted.split(".").map(BigInt);
  if (first === undefined || second === undefined) throw new RangeError(`not an object identifier: ${dotted}`);
  const octets = [first * 40n + second, ...others].flatMap((arc) => {
    const groups = [Number(arc & 0x7fn)];
    for (let left = arc >> 7n; left > 0n; left >>= 7n) groups.unshift(Number(left & 0x7fn) | 0x80);
    return groups;
  });
  return encode(TAG.OID, Uint8Array.from(octets));
}

/** UTCTime up to 2049, GeneralizedTime from 2050; fractions of a second are cut. @see RFC 5280 section 4.1.2.5 */
export function time(instant: Date): Uint8Array<ArrayBuffer> {
  const text = `${stampOf(instant)}Z`;
  return instant.getUTCFullYear() < 2050
    ? encode(TAG.UTC_TIME, new TextEncoder().encode(text.slice(2)))
    : encode(TAG.GENERALIZED_TIME, new TextEncoder().encode(text));
}

const knownTimes = new Map<number, Uint8Array<ArrayBuffer>>();
/** Answers of one second have a few instants in common. */
const MAX_KNOWN_TIMES = 64;

/**
 * GeneralizedTime to the second, in Z, whatever the year: OCSP knows no other. The same bytes may be given out again: nobody
 * may change them.
 *
 * @see RFC 6960 section 4.2.2.1
 */
export function generalizedTime(instant: Date): Uint8Array<ArrayBuffer> {
  const second = Math.floor(instant.getTime() / 1000);
  const known = knownTimes.get(second);
  if (known) return known;
  const encoded = encode(TAG.GENERALIZED_TIME, new TextEncoder().encode(`${stampOf(instant)}Z`));
  if (knownTimes.size >= MAX_KNOWN_TIMES) knownTimes.clear();
  knownTimes.set(second, encoded);
  return encoded;
}

/** An instant in UTC as `YYYYMMDDHHMMSS`. */
export function stampOf(instant: Date): string {
  return instant.toISOString().replace(/\D/g, "").slice(0, 14);
}
