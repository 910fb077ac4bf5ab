/** The primes below `limit`, in order. */
function primesBelow(limit: number): readonly number[] {
  const primes: number[] = [];
  for (let candidate = 2; candidate < limit; candidate++) {
    if (primes.every((prime) => candidate % prime !== 0)) primes.push(candidate);
  }
  return primes;
}

/** BR 6.1.6 asks for no factor smaller than 752. */
const SMALL_PRIMES = primesBelow(752);

/** Small primes with a product that a number holds exactly, so that one long division serves several of them. */
const PRIME_GROUPS = SMALL_PRIMES.reduce<{ product: number; primes: number[] }[]>((groups, prime) => {
  const last = groups.at(-1);
  if (last && last.product * prime <= Number.MAX_SAFE_INTEGER) {
    last.product *= prime;
    last.primes.push(prime);
  } else groups.push({ product: prime, primes: [prime] });
  return groups;
}, []).map(({ product, primes }) => ({ product: BigInt(product), primes }));

/** Whether the modulus has a factor below 752, two among them. */
export function hasSmallFactor(modulus: bigint): boolean {
  return PRIME_GROUPS.some(({ product, primes }) => {
    const rest = Number(modulus % product);
    return primes.some((prime) => rest % prime === 0);
  });
}

/** A byte comes once in 256; of 256 random ones, more than 32 are alike once in 10^33 moduli. */
const MOST_ALIKE = 32;

/** Whether one byte fills more of the modulus than chance would: of zeros, of a repeated word, of a key made for a test. */
export function hasPattern(modulus: Uint8Array): boolean {
  const counts = new Uint16Array(256);
  for (const byte of modulus) counts[byte] = (counts[byte] ?? 0) + 1;
  return counts.some((count) => count > MOST_ALIKE);
}

/** The primes whose product the faulty chips built their own primes upon, down to the smallest key size that they made. */
const ROCA_PRIMES = primesBelow(168).slice(1);

const ROCA_GROUPS = ROCA_PRIMES.map((prime) => ({ prime: BigInt(prime), powers: powersOf(65537, prime) }));

function powersOf(base: number, prime: number): ReadonlySet<number> {
  const powers = new Set<number>();
  for (let power = 1; !powers.has(power); power = (power * base) % prime) powers.add(power);
  return powers;
}

/**
 * Whether the modulus is, by every small prime, a power of 65537, as those of the chips with CVE-2017-15361 are.
 *
 * A sound modulus is taken for one of them once in 2^27 or more rarely.
 *
 * @see Nemec et al., "The Return of Coppersmith's Attack", ACM CCS 2017, section 2.1
 */
export function hasRocaFingerprint(modulus: bigint): boolean {
  return ROCA_GROUPS.every(({ prime, powers }) => powers.has(Number(modulus % prime)));
}

const FERMAT_ROUNDS = 100;

/** Squares leave few residues by these: a number that passes all is worth the exact root. */
const SQUARE_SIEVE = [64, 63, 65, 11, 17, 19, 23, 31].map((by) => ({
  by,
  isSquare: Array.from({ length: by }, (_, rest) =>
    Array.from({ length: by }, (_, root) => (root * root) % by).includes(rest),
  ),
}));

/**
 * Whether Fermat's method finds the two factors of an odd modulus within a hundred rounds, as it does for close primes.
 *
 * @see CA/Browser Forum Baseline Requirements 6.1.1.3 (c)
 */
export function hasCloseFactors(modulus: bigint): boolean {
  const root = squareRoot(modulus);
  const start = root * root === modulus ? root : root + 1n;
  const residues = SQUARE_SIEVE.map(({ by, isSquare }) => ({
    by,
    isSquare,
    start: Number(start % BigInt(by)),
    modulus: Number(modulus % BigInt(by)),
  }));

  for (let round = 0; round < FERMAT_ROUNDS; round++) {
    const mayBeSquare = residues.every(
      ({ by, isSquare, start, modulus }) => isSquare[((start + round) ** 2 - modulus + by) % by],
    );
    if (!mayBeSquare) continue;
    const middle = start + BigInt(round);
    const square = middle * middle - modulus;
    if (squareRoot(square) ** 2n === square) return true;
  }
  return false;
}

/**
 * The greatest integer whose square is not above `value`: digit by digit at first, twice as many at each step.
 *
 * @see the proof beside `isqrt` in CPython's Modules/mathmodule.c
 */
function squareRoot(value: bigint): bigint {
  if (value === 0n) return 0n;
  const half = (bitLength(value) - 1) >> 1;
  let root = 1n;
  let digits = 0;
  for (let step = 31 - Math.clz32(half); step >= 0; step--) {
    const before = digits;
    digits = half >> step;
    root = (root << BigInt(digits - before - 1)) + (value >> BigInt(2 * half - before - digits + 1)) / root;
  }
  return root * root > value ? root - 1n : root;
}

function bitLength(value: bigint): number {
  const digits = value.toString(16);
  return digits.length * 4 - (Math.clz32(Number.parseInt(digits.charAt(0), 16)) - 28);
}
