import { concatBytes } from "./bytes.ts";
import { partsOf, readDer } from "./der.ts";
import { readInteger } from "./der-values.ts";
import { integer, sequence } from "./der-write.ts";
import { PkiError } from "./error.ts";

/**
 * The DER form of an ECDSA signature, as X.509 and CMS carry it, from WebCrypto's r and s side by side.
 *
 * @see RFC 3279 section 2.2.3
 */
export function encodeEcdsaSignature(sideBySide: Uint8Array): Uint8Array {
  const size = sideBySide.length / 2;
  return sequence(integer(sideBySide.subarray(0, size)), integer(sideBySide.subarray(size)));
}

/**
 * r and s side by side, each filled up to `size` bytes, from the DER form.
 *
 * @throws {PkiError} DER_MALFORMED
 */
export function readEcdsaSignature(der: Uint8Array, size: number): Uint8Array<ArrayBuffer> {
  const parts = partsOf(readDer(der));
  const numbers = [parts.next(), parts.next()].map((node) => fill(readInteger(node), size));
  parts.end();
  return concatBytes(...numbers);
}

function fill(content: Uint8Array, size: number): Uint8Array {
  const [first] = content;
  if (first === undefined || first >= 0x80) throw new PkiError("DER_MALFORMED", "a negative number in a signature");
  const magnitude = first === 0 ? content.subarray(1) : content;
  if (magnitude.length > size) throw new PkiError("DER_MALFORMED", "a number too long for its curve");
  const filled = new Uint8Array(size);
  filled.set(magnitude, size - magnitude.length);
  return filled;
}
