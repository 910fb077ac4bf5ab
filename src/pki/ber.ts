import { concatBytes } from "./bytes.ts";
import { type DerLimits, TAG } from "./der.ts";
import { encode } from "./der-write.ts";
import { PkiError } from "./error.ts";

const CONSTRUCTED = 0x20;
const malformed = (detail: string) => new PkiError("DER_MALFORMED", detail);

/**
 * Rewrites one BER value as DER, for reading key files alone: those of the national authority have indefinite lengths.
 *
 * Lengths become definite and shortest, and an octet string in pieces becomes one. What the values mean is not looked at,
 * so the outcome need not be DER in every other respect. Nothing that is trusted is read this way.
 *
 * @throws {PkiError} DER_MALFORMED for a value that is cut off, followed by others, or over the limits
 * @see X.690 section 8.1.3 (lengths), 8.7 (octet strings in pieces)
 */
export function berToDer(ber: Uint8Array, limits: DerLimits): Uint8Array {
  if (ber.length > limits.maxBytes) throw malformed(`${ber.length} bytes, over ${limits.maxBytes}`);
  const { der, end } = rewrite(ber, 0, limits.maxDepth, { nodes: limits.maxNodes });
  if (end !== ber.length) throw malformed("bytes after the value");
  return der;
}

interface Rewritten {
  readonly der: Uint8Array;
  /** The content octets of `der`. */
  readonly content: Uint8Array;
  /** Where the next value begins in the input. */
  readonly end: number;
}

function rewrite(bytes: Uint8Array, at: number, depthLeft: number, budget: { nodes: number }): Rewritten {
  if (depthLeft === 0) throw malformed("nested too deep");
  if (--budget.nodes < 0) throw malformed("too many values");

  const tag = byteAt(bytes, at);
  if (tag === 0 || (tag & 0x1f) === 0x1f) throw malformed(`tag ${tag}`);
  const { length, start } = readLength(bytes, at + 1);
  const knownEnd = length === undefined ? undefined : start + length;
  if (knownEnd !== undefined && knownEnd > bytes.length) throw malformed("a value ends after its container");
  if (tag & CONSTRUCTED) return rewriteParts(tag, bytes.subarray(0, knownEnd), start, { knownEnd, depthLeft, budget });

  if (knownEnd === undefined) throw malformed("a primitive value of indefinite length");
  const content = bytes.subarray(start, knownEnd);
  return { der: encode(tag, content), content, end: knownEnd };
}

interface Container {
  readonly knownEnd: number | undefined;
  readonly depthLeft: number;
  readonly budget: { nodes: number };
}

function rewriteParts(
  tag: number,
  bytes: Uint8Array,
  start: number,
  { knownEnd, depthLeft, budget }: Container,
): Rewritten {
  const parts: Rewritten[] = [];
  let at = start;
  while (!isEnd(bytes, at, knownEnd)) {
    const part = rewrite(bytes, at, depthLeft - 1, budget);
    parts.push(part);
    at = part.end;
  }
  const inPieces = tag === (TAG.OCTET_STRING | CONSTRUCTED);
  const content = concatBytes(...parts.map((part) => (inPieces ? part.content : part.der)));
  return { der: encode(inPieces ? TAG.OCTET_STRING : tag, content), content, end: knownEnd ?? at + 2 };
}

/** Whether the container ends here: at its known end, or at two zero bytes where its length is indefinite. */
function isEnd(bytes: Uint8Array, at: number, knownEnd: number | undefined): boolean {
  if (knownEnd !== undefined) return at === knownEnd;
  return byteAt(bytes, at) === 0 && byteAt(bytes, at + 1) === 0;
}

/** `length` is undefined where it is indefinite. */
function readLength(bytes: Uint8Array, at: number): { length: number | undefined; start: number } {
  const first = byteAt(bytes, at);
  if (first < 0x80) return { length: first, start: at + 1 };
  if (first === 0x80) return { length: undefined, start: at + 1 };

  const count = first & 0x7f;
  if (count > 4) throw malformed("an oversized length");
  let length = 0;
  for (let i = 1; i <= count; i++) length = length * 256 + byteAt(bytes, at + i);
  return { length, start: at + 1 + count };
}

function byteAt(bytes: Uint8Array, at: number): number {
  const byte = bytes[at];
  if (byte === undefined) throw malformed("cut off");
  return byte;
}
