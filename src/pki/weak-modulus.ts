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

/** Products of small primes that a number holds exactly, so that one long division serves several primes. */
const PRIME_GROUPS = SMALL_PRIMES.reduce<{ product: number; primes: number[] }[]>((groups, prime) => {
  const last = groups.at(-1);
  if (last && last.product * prime <= Number.MAX_SAFE_INTEGER) {
    last.product *= prime;
    last.primes.push(prime);
  } else groups.push({ product: prime, primes: [prime] });
  return groups;
}, []).map(({ product, primes }) => ({ product: BigInt(product), primes }));

/** All of them at once: half as long as the modulus, so that the many short divisions have half as much to do. */
const ALL_SMALL_PRIMES = SMALL_PRIMES.reduce((product, prime) => product * BigInt(prime), 1n);

/** Whether the modulus has a factor below 752, two among them. */
export function hasSmallFactor(modulus: bigint): boolean {
  const short = modulus % ALL_SMALL_PRIMES;
  for (const { product, primes } of PRIME_GROUPS) {
    const rest = Number(short % product);
    for (const prime of primes) if (rest % prime === 0) return true;
  }
  return false;
}

/** A byte comes once in 256; of 256 random ones, more than 32 are alike once in 10^33 moduli. */
const MOST_ALIKE = 32;

/** Whether one byte fills more of the modulus than chance would: of zeros, of a repeated word, of a key made for a test. */
export function hasPattern(modulus: Uint8Array): boolean {
  const counts = new Uint16Array(256);
  for (const byte of modulus) {
    const count = (counts[byte] ?? 0) + 1;
    if (count > MOST_ALIKE) return true;
    counts[byte] = count;
  }
  return false;
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
const SQUARE_SIEVE = [64, 63, 65, 11, 17, 19, 23, 31].map((by) => {
  const isSquare = new Uint8Array(by);
  for (let root = 0; root < by; root++) isSquare[(root * root) % by] = 1;
  return { by, isSquare };
});

/** Their product, which a number holds exactly: what is left by it tells what is left by each. */
const SIEVE_PERIOD = SQUARE_SIEVE.reduce((product, { by }) => product * by, 1);

/**
 * Whether Fermat's method finds the two factors of an odd modulus within a hundred rounds, as it does for close primes.
 *
 * @see CA/Browser Forum Baseline Requirements 6.1.1.3 (c)
 */
export function hasCloseFactors(modulus: bigint): boolean {
  const root = squareRoot(modulus);
  const start = root * root === modulus ? root : root + 1n;
  const residues = residuesOf(start, modulus);
  for (let round = 0; round < FERMAT_ROUNDS; round++) {
    if (!mayBeSquare(residues, round)) continue;
    const middle = start + BigInt(round);
    const square = middle * middle - modulus;
    if (squareRoot(square) ** 2n === square) return true;
  }
  return false;
}

type Residue = (typeof SQUARE_SIEVE)[number] & { readonly start: number; readonly minus: number };

function residuesOf(start: bigint, modulus: bigint): readonly Residue[] {
  const period = BigInt(SIEVE_PERIOD);
  const [shortStart, shortModulus] = [Number(start % period), Number(modulus % period)];
  return SQUARE_SIEVE.map(({ by, isSquare }) => ({
    by,
    isSquare,
    start: shortStart % by,
    minus: by - (shortModulus % by),
  }));
}

/** Whether (start + round)² − modulus is one by every residue. Plain loops: this is asked a hundred times a key. */
function mayBeSquare(residues: readonly Residue[], round: number): boolean {
  for (const { by, isSquare, start, minus } of residues) {
    const middle = (start + round) % by;
    if (isSquare[(middle * middle + minus) % by] === 0) return false;
  }
  return true;
}

/** As many digits of a root as a number gives exactly. */
const FIRST_DIGITS = 25;

/**
 * The greatest integer whose square is not above `value`: the first digits by a number, then twice as many at each step.
 *
 * @see the proof beside `isqrt` in CPython's Modules/mathmodule.c
 */
function squareRoot(value: bigint): bigint {
  if (value === 0n) return 0n;
  const half = (bitLength(value) - 1) >> 1;
  let step = 0;
  while (half >> step > FIRST_DIGITS) step++;
  let digits = half >> step;
  let root = BigInt(Math.floor(Math.sqrt(Number(value >> BigInt(2 * (half - digits))))));
  while (--step >= 0) {
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
