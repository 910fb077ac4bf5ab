import { createPrivateKey, createPublicKey, generateKeyPairSync, generatePrime, type KeyObject } from "node:crypto";
import { promisify } from "node:util";
import type { TestKey } from "#tests/support/people.ts";

const EXPONENT = 65537n;
const prime = promisify<number, { bigint: true }, bigint>(generatePrime);

/** Makes key pairs that nobody has, as many as are asked for. */
export type NewKeys = (count: number) => Promise<readonly TestKey[]>;

/** The same in both kinds. */
export function newKeysOf(kind: TestKey["kind"]): NewKeys {
  if (kind === "RSA-2048") return rsaKeys();
  return async (count) =>
    Array.from({ length: count }, () => testKey(kind, generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey));
}

/**
 * RSA-2048 keys by the thousand: each two of a growing set of primes make one, so that a hundred primes make 4,950.
 *
 * No two are equal and each passes the key policy; as secrets they are worth nothing.
 */
function rsaKeys(): NewKeys {
  const primes: bigint[] = [];
  const ready: TestKey[] = [];
  return async (count) => {
    while (ready.length < count) {
      for (const p of await Promise.all([usefulPrime(), usefulPrime()])) {
        ready.push(...primes.map((q) => testKey("RSA-2048", rsaKey(p, q))));
        primes.push(p);
      }
    }
    return ready.splice(0, count);
  };
}

async function usefulPrime(): Promise<bigint> {
  const found = await prime(1024, { bigint: true });
  return found % EXPONENT === 1n ? usefulPrime() : found;
}

function rsaKey(p: bigint, q: bigint): KeyObject {
  const d = inverse(EXPONENT, (p - 1n) * (q - 1n));
  const numbers = { n: p * q, e: EXPONENT, d, p, q, dp: d % (p - 1n), dq: d % (q - 1n), qi: inverse(q, p) };
  const written = Object.entries(numbers).map(([name, value]) => [name, base64Url(value)]);
  return createPrivateKey({ key: { kty: "RSA", ...Object.fromEntries(written) }, format: "jwk" });
}

/** @see Knuth, The Art of Computer Programming, section 4.5.2, algorithm X */
function inverse(value: bigint, modulus: bigint): bigint {
  let [rest, next] = [modulus, value % modulus];
  let [before, factor] = [0n, 1n];
  while (next !== 0n) {
    const times = rest / next;
    [rest, next] = [next, rest - times * next];
    [before, factor] = [factor, before - times * factor];
  }
  return ((before % modulus) + modulus) % modulus;
}

function base64Url(value: bigint): string {
  const hex = value.toString(16);
  return Buffer.from(hex.length % 2 ? `0${hex}` : hex, "hex").toString("base64url");
}

function testKey(kind: TestKey["kind"], privateKey: KeyObject): TestKey {
  const spki = createPublicKey(privateKey).export({ type: "spki", format: "der" });
  return { kind, privateKey, spki: new Uint8Array(spki) };
}
