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

/** Certificates, requests and signatures of people. A CRL has limits of its own. */
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

  const { tag, start, end } = readDerHeader(input.bytes, at, containerEnd);
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

/** Where one value lies. */
export interface DerHeader {
  readonly tag: number;
  /** Where its content begins and where it ends. */
  readonly start: number;
  readonly end: number;
}

/**
 * Reads how one value begins, for what is too large to be read as a whole; its content stays unread.
 *
 * @param at where it begins
 * @param limit where its container ends
 * @throws {PkiError} DER_MALFORMED
 */
export function readDerHeader(bytes: Uint8Array, at: number, limit: number): DerHeader {
  const tag = byteAt(bytes, at);
  requireKnownForm(tag);
  const { length, start } = readLength(bytes, at + 1);
  if (start + length > limit) throw malformed("a value ends after its container");
  return { tag, start, end: start + length };
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

/** @throws {PkiError} DER_MALFORMED for a value of another tag */
export function requireTag(node: DerNode, tag: number): void {
  if (node.tag !== tag) throw malformed(`tag ${node.tag} where ${tag} is due`);
}
