import { createPrivateKey, createPublicKey } from "node:crypto";
import { fromBase64, toBase64Url, toHex } from "#pki/bytes.ts";
import { readDer } from "#pki/der.ts";
import { BADKEYS_PRIME } from "#tests/pki/published-weak-keys.ts";
import type { TestKey } from "./people.ts";

const EXPONENT = 65537n;

/** A working key of a modulus that is itself a prime: "two" primes, of which the second is one. */
export function primeModulusKey(): TestKey {
  const [modulus] = readDer(fromBase64(BADKEYS_PRIME)).children;
  if (!modulus) throw new Error("no modulus");
  const prime = BigInt(`0x${toHex(modulus.content)}`);
  // the least k for which k (n - 1) + 1 is divided by 65537 gives the inverse of 65537 by n - 1
  let multiple = 1n;
  while ((multiple * (prime - 1n) + 1n) % EXPONENT !== 0n) multiple++;
  const d = base64Url((multiple * (prime - 1n) + 1n) / EXPONENT);
  const one = base64Url(1n);
  const numbers = { n: base64Url(prime), e: "AQAB", d, p: base64Url(prime), q: one, dp: d, dq: base64Url(0n), qi: one };
  const privateKey = createPrivateKey({ key: { kty: "RSA", ...numbers }, format: "jwk" });
  const spki = createPublicKey(privateKey).export({ type: "spki", format: "der" });
  return { kind: "RSA-2048", privateKey, spki: new Uint8Array(spki) };
}

function base64Url(value: bigint): string {
  const hex = value.toString(16);
  return toBase64Url(new Uint8Array(Buffer.from(hex.length % 2 ? `0${hex}` : hex, "hex")));
}
