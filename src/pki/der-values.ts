import { type DerNode, requireTag, TAG } from "./der.ts";
import { stampOf } from "./der-write.ts";
import { PkiError } from "./error.ts";

const malformed = (detail: string) => new PkiError("DER_MALFORMED", detail);

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
  if (content.length > 4 || (content[0] ?? 0x80) >= 0x80) throw malformed("an integer out of bounds");
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
  const [unused] = node.content;
  if (unused === undefined) throw malformed("a bit list of nothing");
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
  if (stampOf(time) !== `${fullYear}${text.slice(-11, -1)}`) throw malformed("a time that no calendar has");
  return time;
}

/** GeneralizedTime of any year, to the second, in Z, as OCSP has it. @see RFC 6960 section 4.2.2.1 */
export function readGeneralizedTime(node: DerNode): Date {
  requireTag(node, TAG.GENERALIZED_TIME);
  const text = String.fromCharCode(...node.content);
  const time = new Date(text.replace(/^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/, "$1-$2-$3T$4:$5:$6Z"));
  if (Number.isNaN(time.getTime()) || `${stampOf(time)}Z` !== text) throw malformed("a time that no calendar has");
  return time;
}
