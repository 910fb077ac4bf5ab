import { compareBytes } from "./bytes.ts";
import type { DerNode } from "./der.ts";
import { PkiError } from "./error.ts";

/**
 * Refuses the parts of a SET OF that are not in the order of their encodings, or of which two are equal.
 *
 * @throws {PkiError} DER_MALFORMED
 * @see X.690 section 11.6
 */
export function requireDerSetOrder(parts: readonly DerNode[]): void {
  parts.forEach((part, at) => {
    const before = parts[at - 1];
    if (before && compareBytes(before.der, part.der) >= 0) throw new PkiError("DER_MALFORMED", "a set out of order");
  });
}
