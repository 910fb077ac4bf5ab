import { toHex } from "./bytes.ts";
import type { PublicKey } from "./public-key.ts";

interface Curve {
  readonly p: bigint;
  readonly b: bigint;
}

/** y² = x³ − 3x + b over the field of p. The cofactor is 1, so every point of the curve is of the right order. @see FIPS 186-4 D.1.2 */
const CURVES: Readonly<Record<"P-256" | "P-384", Curve>> = {
  "P-256": {
    p: 0xffffffff00000001000000000000000000000000ffffffffffffffffffffffffn,
    b: 0x5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604bn,
  },
  "P-384": {
    p: 0xfffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffeffffffff0000000000000000ffffffffn,
    b: 0xb3312fa7e23ee7e4988e056be3f82d19181d9c6efe8141120314088f5013875ac656398d8a2ed19d2a85c8edd3ec2aefn,
  },
};

/** Whether the point lies on its curve, with both coordinates in the field. @see NIST SP 800-56A section 5.6.2.3.3 */
export function isOnCurve(key: Extract<PublicKey, { type: "EC" }>): boolean {
  const { p, b } = CURVES[key.curve];
  const x = BigInt(`0x${toHex(key.x)}`);
  const y = BigInt(`0x${toHex(key.y)}`);
  return x < p && y < p && (y * y - (x * x * x - 3n * x + b)) % p === 0n;
}
