/** A value that is not written yet, so that what is nested deep is copied once instead of at every level. */
export interface DerTree {
  readonly tag: number;
  readonly parts: readonly DerPart[];
  /** Of its content, in octets. */
  readonly length: number;
}

/** Bytes that stand already, or a value that will. */
export type DerPart = Uint8Array | DerTree;

/** One value around its parts, from its identifier octet. */
export function tree(tag: number, ...parts: readonly DerPart[]): DerTree {
  let length = 0;
  for (const part of parts) length += sizeOf(part);
  return { tag, parts, length };
}

/** The DER of a whole tree. @see X.690 section 10.1 (lengths in their shortest form) */
export function writeTree(whole: DerTree): Uint8Array<ArrayBuffer> {
  const der = new Uint8Array(sizeOf(whole));
  write(der, whole, 0);
  return der;
}

const sizeOf = (part: DerPart) =>
  part instanceof Uint8Array ? part.length : 2 + longLengthOctets(part.length) + part.length;

/** How many octets a length takes after its first. */
function longLengthOctets(length: number): number {
  if (length < 0x80) return 0;
  let octets = 1;
  for (let left = length; left >= 0x100; left = Math.floor(left / 0x100)) octets++;
  return octets;
}

/** @returns where the next value begins */
function write(der: Uint8Array, part: DerPart, begin: number): number {
  if (part instanceof Uint8Array) {
    der.set(part, begin);
    return begin + part.length;
  }
  const octets = longLengthOctets(part.length);
  der[begin] = part.tag;
  der[begin + 1] = octets === 0 ? part.length : 0x80 | octets;
  for (let left = part.length, at = octets; at > 0; at--, left = Math.floor(left / 0x100))
    der[begin + 1 + at] = left % 0x100;
  let next = begin + 2 + octets;
  for (const inner of part.parts) next = write(der, inner, next);
  return next;
}
