import { toHex } from "./bytes.ts";
import { PkiError } from "./error.ts";
import { isOnCurve } from "./on-curve.ts";
import { type PublicKey, readPublicKey } from "./public-key.ts";
import { isPublished } from "./published-keys.ts";
import { hasCloseFactors, hasPattern, hasRocaFingerprint, hasSmallFactor } from "./weak-modulus.ts";

/** The kinds of keys that certificates are issued for. */
export type KeyKind = "RSA-2048" | "EC-P256" | "EC-P384";

/** What holders may bring; P-384 is for authorities, who name it. */
const HOLDER_KEYS: readonly KeyKind[] = ["RSA-2048", "EC-P256"];

const refused = (detail: string) => new PkiError("KEY_REFUSED", detail);

/**
 * Refuses every public key that nobody should be given a certificate for, and says what kind the others are.
 *
 * A key passes only in its one canonical encoding, so that a key is its SPKI. RSA: exactly 2048 bits, exponent 65537, a
 * modulus that looks random, is odd, has no factor below 752, no two factors so close that a hundred rounds of Fermat's method find
 * them, and none of ROCA's marks. EC: a named curve and a point, not compressed, that lies on it. Either: none whose
 * private half is printed in a standard. Whether the key is known from elsewhere, or shares a prime with another, is for
 * the register to find; whether a modulus is itself a prime is asked when a request is filed.
 *
 * @param spki DER SubjectPublicKeyInfo
 * @throws {PkiError} KEY_REFUSED
 * @see CA/Browser Forum Baseline Requirements 6.1.1.3 and 6.1.6, NIST SP 800-56A section 5.6.2.3
 */
export function requireAllowedKey(
  spki: Uint8Array,
  { allowed = HOLDER_KEYS }: { readonly allowed?: readonly KeyKind[] } = {},
): KeyKind {
  const key = readPublicKey(spki);
  const kind = kindOf(key);
  if (!allowed.includes(kind)) throw refused(`the kind ${kind} here`);
  if (isPublished(key)) throw refused("a key whose private half is printed in a standard");
  if (key.type === "RSA") requireStrongModulus(key.modulus);
  else if (!isOnCurve(key)) throw refused("a point that is not on its curve");
  return kind;
}

function kindOf(key: PublicKey): KeyKind {
  if (key.type === "EC") return key.curve === "P-256" ? "EC-P256" : "EC-P384";
  const { modulus, exponent } = key;
  if (modulus.length !== 256 || (modulus[0] ?? 0) < 0x80) throw refused(`RSA with ${modulus.length} bytes of modulus`);
  if (toHex(exponent) !== "010001") throw refused("RSA with an exponent other than 65537");
  return "RSA-2048";
}

function requireStrongModulus(bytes: Uint8Array): void {
  if (hasPattern(bytes)) throw refused("a modulus that nobody drew at random");
  const modulus = BigInt(`0x${toHex(bytes)}`);
  if (hasSmallFactor(modulus)) throw refused("a modulus with a small factor");
  if (hasRocaFingerprint(modulus)) throw refused("a modulus with the marks of ROCA");
  if (hasCloseFactors(modulus)) throw refused("a modulus of two close primes");
}
