import { createVerify } from "node:crypto";
import { setImmediate } from "node:timers/promises";
import type { SignatureAlgorithm } from "#pki/primitives.ts";
import { digestOf } from "./digest-of.ts";
import { importedKey } from "./imported-key.ts";

/**
 * As `verify` of `Primitives`, over data of any size in pieces; others have their turn after each.
 *
 * @param pieces that follow each other, of a megabyte or so
 */
export async function verifyPieces(
  algorithm: SignatureAlgorithm,
  spki: Uint8Array,
  pieces: readonly Uint8Array[],
  signature: Uint8Array,
): Promise<boolean> {
  const key = importedKey(spki, algorithm);
  if (!key) return false;
  const verifying = createVerify(digestOf(algorithm));
  for (const piece of pieces) {
    verifying.update(piece);
    await setImmediate();
  }
  return verifying.verify(key, signature);
}
