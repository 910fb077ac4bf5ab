import { fromHex } from "./bytes.ts";
import { TAG } from "./der.ts";
import { time } from "./der-write.ts";

/** One certificate that is not to be trusted any more. */
export interface RevokedEntry {
  /** Lower-case hexadecimal of the content octets of the INTEGER. */
  readonly serial: string;
  readonly revokedAt: Date;
  /** The CRLReason, 1 to 10; undefined for none. */
  readonly reason?: number;
}

/** Entries as DER, one after the other, however many: what is written never moves. */
export interface EntryWriter {
  add(entry: RevokedEntry): void;
  /** Everything that was added, in pieces. */
  parts(): readonly Uint8Array[];
}

const PIECE_BYTES = 1 << 20;
/** 30 and a length, INTEGER of 20 octets, GeneralizedTime, and a reason: more than any entry takes. */
const MAX_ENTRY_BYTES = 64;
const MAX_SERIAL_DIGITS = 42;
/** Extensions { reasonCode, OCTET STRING { ENUMERATED } }, its last byte aside. */
export const REASON: Uint8Array = fromHex("300c300a0603551d1504030a01");

/**
 * @throws {RangeError} from `add`, for a serial that is no hexadecimal or too long for any certificate
 * @see RFC 5280 section 5.1.2.6
 */
export function entryWriter(): EntryWriter {
  const full: Uint8Array[] = [];
  let piece = new Uint8Array(PIECE_BYTES);
  let at = 0;
  return {
    add(entry) {
      if (at > piece.length - MAX_ENTRY_BYTES) {
        full.push(piece.subarray(0, at));
        piece = new Uint8Array(PIECE_BYTES);
        at = 0;
      }
      at = writeEntry(piece, at, entry);
    },
    parts: () => (at > 0 ? [...full, piece.subarray(0, at)] : full),
  };
}

function writeEntry(into: Uint8Array, start: number, { serial, revokedAt, reason }: RevokedEntry): number {
  let at = writeHex(into, start + 4, serial);
  into[start] = TAG.SEQUENCE;
  into[start + 2] = TAG.INTEGER;
  into[start + 3] = at - start - 4;
  at = writeTime(into, at, revokedAt);
  if (reason !== undefined) {
    into.set(REASON, at);
    at += REASON.length;
    into[at++] = reason;
  }
  into[start + 1] = at - start - 2;
  return at;
}

/** The value of each hexadecimal digit by its ASCII code, and 255 for what is none. */
const DIGITS = Uint8Array.from({ length: 128 }, (_, code) => {
  const value = "0123456789abcdef".indexOf(String.fromCharCode(code).toLowerCase());
  return value < 0 ? 255 : value;
});

/** `fromHex` makes an array for each serial; of a million, this is most of the work. */
function writeHex(into: Uint8Array, start: number, hex: string): number {
  if (hex.length === 0 || hex.length % 2 || hex.length > MAX_SERIAL_DIGITS) throw new RangeError("not a serial");
  let at = start;
  for (let digit = 0; digit < hex.length; digit += 2) {
    const high = DIGITS[hex.charCodeAt(digit)] ?? 255;
    const low = DIGITS[hex.charCodeAt(digit + 1)] ?? 255;
    if (high > 15 || low > 15) throw new RangeError("not hexadecimal");
    into[at++] = high * 16 + low;
  }
  return at;
}

const DAY_S = 86_400;
/** 1950 to 2049, in days since 1970: what UTCTime can say. */
const UTC_DAYS = { first: -7305, last: 29_219 };
const days = new Map<number, Uint8Array>();
const MAX_DAYS = 4096;

/** As `time`, which makes several texts for each instant. */
function writeTime(into: Uint8Array, start: number, instant: Date): number {
  const seconds = Math.floor(instant.getTime() / 1000);
  const day = Math.floor(seconds / DAY_S);
  if (!(day >= UTC_DAYS.first && day <= UTC_DAYS.last)) {
    const written = time(instant);
    into.set(written, start);
    return start + written.length;
  }
  into.set(startOf(day), start);
  const ofDay = seconds - day * DAY_S;
  writeTwo(into, start + 8, Math.floor(ofDay / 3600));
  writeTwo(into, start + 10, Math.floor(ofDay / 60) % 60);
  writeTwo(into, start + 12, ofDay % 60);
  return start + 15;
}

/** A day's midnight as a UTCTime, made once. */
function startOf(day: number): Uint8Array {
  const known = days.get(day);
  if (known) return known;
  const made = time(new Date(day * DAY_S * 1000));
  if (days.size < MAX_DAYS) days.set(day, made);
  return made;
}

function writeTwo(into: Uint8Array, at: number, value: number): void {
  into[at] = 0x30 + Math.floor(value / 10);
  into[at + 1] = 0x30 + (value % 10);
}
