import { compareBytes, fromHex } from "./bytes.ts";
import { PkiError } from "./error.ts";

/** The identifier octets of the universal types that X.509 and CMS use. */
export const TAG = {
  BOOLEAN: 0x01,
  INTEGER: 0x02,
  BIT_STRING: 0x03,
  OCTET_STRING: 0x04,
  NULL: 0x05,
  OID: 0x06,
  ENUMERATED: 0x0a,
  UTF8_STRING: 0x0c,
  SEQUENCE: 0x30,
  SET: 0x31,
  PRINTABLE_STRING: 0x13,
  TELETEX_STRING: 0x14,
  IA5_STRING: 0x16,
  UTC_TIME: 0x17,
  GENERALIZED_TIME: 0x18,
  BMP_STRING: 0x1e,
} as const;

/** One value: its identifier octet, its content octets, the whole encoding, and its parts where it is constructed. */
export interface DerNode {
  readonly tag: number;
  readonly content: Uint8Array;
  readonly der: Uint8Array;
  readonly children: readonly DerNode[];
}

/** How much one input may hold before it is refused unread. */
export interface DerLimits {
  readonly maxBytes: number;
  readonly maxDepth: number;
  readonly maxNodes: number;
}

/** Certificates, requests and signatures of people: security.md G8. A CRL has limits of its own. */
export const DEFAULT_LIMITS: DerLimits = { maxBytes: 16_384, maxDepth: 16, maxNodes: 500 };

const CONSTRUCTED = 0x20;
const malformed = (detail: string) => new PkiError("DER_MALFORMED", detail);

/**
 * Reads exactly one DER value with everything inside it.
 *
 * Refuses indefinite and non-minimal lengths, high tag numbers, trailing bytes, and anything over the limits, before it
 * allocates. Primitive contents are checked by the function that reads them.
 *
 * @throws {PkiError} DER_MALFORMED
 * @see X.690 section 10 (DER)
 */
export function readDer(der: Uint8Array, limits: DerLimits = DEFAULT_LIMITS): DerNode {
  if (der.length > limits.maxBytes) throw malformed(`${der.length} bytes, over ${limits.maxBytes}`);
  const node = readNode(
    { bytes: der, nodesLeft: limits.maxNodes },
    { at: 0, end: der.length, depthLeft: limits.maxDepth },
  );
  if (node.der.length !== der.length) throw malformed("bytes after the value");
  return node;
}

interface Input {
  readonly bytes: Uint8Array;
  nodesLeft: number;
}

interface Place {
  readonly at: number;
  /** Where the container ends. */
  readonly end: number;
  readonly depthLeft: number;
}

function readNode(input: Input, { at, end: containerEnd, depthLeft }: Place): DerNode {
  if (depthLeft === 0) throw malformed("nested too deep");
  if (--input.nodesLeft < 0) throw malformed("too many values");

  const tag = byteAt(input.bytes, at);
  requireKnownForm(tag);
  const { length, start } = readLength(input.bytes, at + 1);
  const end = start + length;
  if (end > containerEnd) throw malformed("a value ends after its container");

  const children: DerNode[] = [];
  if (tag & CONSTRUCTED) {
    for (let next = start; next < end; ) {
      const child = readNode(input, { at: next, end, depthLeft: depthLeft - 1 });
      children.push(child);
      next += child.der.length;
    }
  }
  return { tag, content: input.bytes.subarray(start, end), der: input.bytes.subarray(at, end), children };
}

/** Low tag numbers only; of the universal types SEQUENCE and SET are constructed and all others, in DER, are not. */
function requireKnownForm(tag: number): void {
  const number = tag & 0x1f;
  const universal = (tag & 0xc0) === 0;
  const constructed = (tag & CONSTRUCTED) !== 0;
  if (number === 0x1f || tag === 0 || (universal && constructed !== (number === 0x10 || number === 0x11))) {
    throw malformed(`tag ${tag}`);
  }
}

function readLength(bytes: Uint8Array, at: number): { length: number; start: number } {
  const first = byteAt(bytes, at);
  if (first < 0x80) return { length: first, start: at + 1 };

  const count = first & 0x7f;
  if (count === 0 || count > 4) throw malformed("an indefinite or oversized length");
  let length = 0;
  for (let i = 1; i <= count; i++) length = length * 256 + byteAt(bytes, at + i);
  if (length < 0x80 || length < 256 ** (count - 1)) throw malformed("a length not in its shortest form");
  return { length, start: at + 1 + count };
}

function byteAt(bytes: Uint8Array, at: number): number {
  const byte = bytes[at];
  if (byte === undefined) throw malformed("cut off");
  return byte;
}

/** Steps through the parts of one constructed value in order; `end()` refuses what was not asked for. */
export interface DerParts {
  /** The next part, which must have this tag (any tag when left out). */
  next(tag?: number): DerNode;
  /** The next part if it has this tag, or undefined. */
  optional(tag: number): DerNode | undefined;
  /** All parts that are left. */
  rest(): readonly DerNode[];
  /** @throws {PkiError} DER_MALFORMED when parts are left */
  end(): void;
}

/** The parts of `node`, which must have the tag `tag` (SEQUENCE when left out). */
export function partsOf(node: DerNode, tag: number = TAG.SEQUENCE): DerParts {
  requireTag(node, tag);
  let at = 0;
  return {
    next(wanted) {
      const part = node.children[at++];
      if (!part) throw malformed("a part is missing");
      if (wanted !== undefined) requireTag(part, wanted);
      return part;
    },
    optional(wanted) {
      const part = node.children[at];
      if (part?.tag !== wanted) return undefined;
      at++;
      return part;
    },
    rest() {
      const left = node.children.slice(at);
      at = node.children.length;
      return left;
    },
    end() {
      if (at < node.children.length) throw malformed("a part too many");
    },
  };
}

/** The one part of a constructed value, such as what an explicit tag or a SET of one stands around. */
export function onlyPartOf(node: DerNode): DerNode {
  const parts = partsOf(node, node.tag);
  const part = parts.next();
  parts.end();
  return part;
}

function requireTag(node: DerNode, tag: number): void {
  if (node.tag !== tag) throw malformed(`tag ${node.tag} where ${tag} is due`);
}

/** The dotted form of an OBJECT IDENTIFIER of at most 64 octets, its arcs below 2^53. */
export function readOid(node: DerNode): string {
  requireTag(node, TAG.OID);
  if (node.content.length > 64) throw malformed("an object identifier out of bounds");
  let dotted = "";
  let arc = 0;
  let fresh = true;
  for (const byte of node.content) {
    if (fresh && byte === 0x80) throw malformed("an object identifier with a padded arc");
    arc = arc * 128 + (byte & 0x7f);
    fresh = (byte & 0x80) === 0;
    if (arc > Number.MAX_SAFE_INTEGER) throw malformed("an object identifier out of bounds");
    if (!fresh) continue;
    dotted += dotted === "" ? firstArcs(arc) : `.${arc}`;
    arc = 0;
  }
  if (dotted === "" || !fresh) throw malformed("an object identifier cut off");
  return dotted;
}

/** Two arcs share the first number. @see X.690 section 8.19.4 */
function firstArcs(arc: number): string {
  const root = Math.min(2, Math.floor(arc / 40));
  return `${root}.${arc - root * 40}`;
}

/** The content octets of an INTEGER in its shortest form (two's complement, big-endian). */
export function readInteger(node: DerNode, tag: number = TAG.INTEGER): Uint8Array {
  requireTag(node, tag);
  const [first, second] = node.content;
  if (first === undefined) throw malformed("an empty integer");
  if (second !== undefined && ((first === 0 && second < 0x80) || (first === 0xff && second >= 0x80))) {
    throw malformed("an integer not in its shortest form");
  }
  return node.content;
}

/** A small non-negative INTEGER, as versions and path lengths are. */
export function readSmallInteger(node: DerNode, tag: number = TAG.INTEGER): number {
  const content = readInteger(node, tag);
  if (content.length > 4 || byteAt(content, 0) >= 0x80) throw malformed("an integer out of bounds");
  return content.reduce((value, byte) => value * 256 + byte, 0);
}

/** BOOLEAN; DER knows only 00 and FF. */
export function readBoolean(node: DerNode): boolean {
  requireTag(node, TAG.BOOLEAN);
  const [value] = node.content;
  if (node.content.length !== 1 || (value !== 0 && value !== 0xff)) throw malformed("a boolean that is neither");
  return value === 0xff;
}

/** The bytes of a BIT STRING that has no unused bits, as keys and signatures are. */
export function readBitStringBytes(node: DerNode): Uint8Array {
  requireTag(node, TAG.BIT_STRING);
  if (node.content[0] !== 0) throw malformed("a bit string with unused bits");
  return node.content.subarray(1);
}

/** The numbers of the bits that are set in a NamedBitList such as KeyUsage. */
export function readNamedBits(node: DerNode): ReadonlySet<number> {
  requireTag(node, TAG.BIT_STRING);
  const unused = byteAt(node.content, 0);
  const bytes = node.content.subarray(1);
  const last = bytes.at(-1);
  // X.690 section 11.2.2: no trailing zero bits, and the unused ones are zero
  if (last === undefined ? unused !== 0 : unused > 7 || ((last >> unused) & 1) === 0 || last & ((1 << unused) - 1)) {
    throw malformed("a bit list not in its shortest form");
  }
  const set = new Set<number>();
  bytes.forEach((byte, at) => {
    for (let bit = 0; bit < 8; bit++) if (byte & (0x80 >> bit)) set.add(at * 8 + bit);
  });
  return set;
}

/** The text of a string type; UTF-8 is checked, the narrow types are checked against their alphabets. */
export function readText(node: DerNode): string {
  switch (node.tag) {
    case TAG.UTF8_STRING:
      return decodeUtf8(node.content);
    case TAG.PRINTABLE_STRING:
      return requirePrintable(requireAscii(node.content));
    case TAG.IA5_STRING:
      return requireAscii(node.content);
    default:
      throw malformed(`tag ${node.tag} where a text is due`);
  }
}

const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

function decodeUtf8(bytes: Uint8Array): string {
  const ascii = decodeAscii(bytes);
  if (ascii !== undefined) return ascii;
  try {
    return utf8.decode(bytes);
  } catch (cause) {
    throw new PkiError("DER_MALFORMED", "a text that is not UTF-8", { cause });
  }
}

/** Most texts are short and ASCII: for them a call of TextDecoder costs several times the loop. */
function decodeAscii(bytes: Uint8Array): string | undefined {
  let text = "";
  for (const byte of bytes) {
    if (byte >= 0x80) return undefined;
    text += String.fromCharCode(byte);
  }
  return text;
}

function requireAscii(bytes: Uint8Array): string {
  const text = decodeAscii(bytes);
  if (text === undefined) throw malformed("a text that is not ASCII");
  return text;
}

function requirePrintable(text: string): string {
  if (!/^[A-Za-z0-9 '()+,\-./:=?]*$/.test(text)) throw malformed("a text outside its alphabet");
  return text;
}

/** UTCTime up to 2049 and GeneralizedTime from 2050, to the second, in Z. @see RFC 5280 section 4.1.2.5 */
export function readTime(node: DerNode): Date {
  const generalized = node.tag === TAG.GENERALIZED_TIME;
  if (!generalized) requireTag(node, TAG.UTC_TIME);
  const text = String.fromCharCode(...node.content);
  const digits = generalized ? /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/ : /^(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/;
  const [, year, month, day, hour, minute, second] = (digits.exec(text) ?? []).map(Number);
  if (year === undefined || month === undefined) throw malformed("a time of another form");
  const fullYear = generalized ? year : year + (year < 50 ? 2000 : 1900);
  if (generalized && year < 2050) throw malformed("a time before 2050 that is no UTCTime");
  const time = new Date(Date.UTC(fullYear, month - 1, day, hour, minute, second));
  if (stamp(time) !== stampOf(fullYear, text)) throw malformed("a time that no calendar has");
  return time;
}

const stamp = (time: Date) => time.toISOString().replace(/\D/g, "").slice(0, 14);
const stampOf = (fullYear: number, text: string) => `${fullYear}${text.slice(-11, -1)}`;

// ---------------------------------------------------------------------------------------------------- writing

/** One value from its identifier octet and its content octets. */
export function encode(tag: number, ...content: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const length = content.reduce((sum, part) => sum + part.length, 0);
  const lengthOctets: number[] = [];
  if (length < 0x80) lengthOctets.push(length);
  else {
    for (let left = length; left > 0; left = Math.floor(left / 256)) lengthOctets.unshift(left % 256);
    lengthOctets.unshift(0x80 | lengthOctets.length);
  }
  const der = new Uint8Array(1 + lengthOctets.length + length);
  der[0] = tag;
  der.set(lengthOctets, 1);
  let at = 1 + lengthOctets.length;
  for (const part of content) {
    der.set(part, at);
    at += part.length;
  }
  return der;
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
  tagged[0] = 0x80 | number | (byteAt(value, 0) & CONSTRUCTED);
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
  return byteAt(shortest, 0) >= 0x80 ? encode(tag, Uint8Array.of(0), shortest) : encode(tag, shortest);
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
  for (const bit of bits) bytes[bit >> 3] = byteAt(bytes, bit >> 3) | (0x80 >> (bit & 7));
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
  const text = `${stamp(instant)}Z`;
  return instant.getUTCFullYear() < 2050
    ? encode(TAG.UTC_TIME, new TextEncoder().encode(text.slice(2)))
    : encode(TAG.GENERALIZED_TIME, new TextEncoder().encode(text));
}
