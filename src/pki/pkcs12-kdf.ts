import { sha1 } from "@noble/hashes/legacy.js";
import { sha256, sha384, sha512 } from "@noble/hashes/sha2.js";
import { concatBytes } from "./bytes.ts";

/** The digests that key files derive keys with. */
export type Pkcs12Digest = "SHA-1" | "SHA-256" | "SHA-384" | "SHA-512";

const DIGEST = { "SHA-1": sha1, "SHA-256": sha256, "SHA-384": sha384, "SHA-512": sha512 } as const;

/** What the derived bytes are for: the same password and salt give a different key for each. */
const PURPOSE = { key: 1, iv: 2, mac: 3 } as const;

export interface Pkcs12Derivation {
  readonly digest: Pkcs12Digest;
  readonly purpose: keyof typeof PURPOSE;
  readonly salt: Uint8Array;
  readonly iterations: number;
  readonly bytes: number;
}

/**
 * Derives key material from a password the way PKCS#12 did before PBKDF2; its integrity check still does.
 *
 * WebCrypto does not have it, and awaiting a digest a million times takes minutes, hence a synchronous hash.
 *
 * @see RFC 7292 appendix B.2
 */
export function derivePkcs12(password: string, { digest, purpose, salt, iterations, bytes }: Pkcs12Derivation) {
  const hash = DIGEST[digest];
  const block = hash.blockLen;
  const diversifier = new Uint8Array(block).fill(PURPOSE[purpose]);
  const input = concatBytes(repeat(salt, block), repeat(bmpString(password), block));

  const derived = new Uint8Array(bytes);
  for (let at = 0; at < bytes; at += hash.outputLen) {
    const output = hash(concatBytes(diversifier, input));
    hashAgain(digest, output, iterations - 1);
    derived.set(output.subarray(0, bytes - at), at);
    addToEachBlock(input, repeat(output, block), block);
  }
  input.fill(0);
  return derived;
}

/** Replaces the bytes with their digest, `times` over; one state serves all rounds, which is three times as fast. */
function hashAgain(digest: Pkcs12Digest, bytes: Uint8Array, times: number): void {
  const fresh = DIGEST[digest].create();
  const state = fresh.clone();
  for (let round = 0; round < times; round++) {
    fresh._cloneInto(state);
    state.update(bytes).digestInto(bytes);
  }
}

/** The password in UTF-16, big-endian, with the two zero bytes at its end that the format counts in. */
function bmpString(password: string): Uint8Array {
  const bytes = new Uint8Array(password.length * 2 + 2);
  const view = new DataView(bytes.buffer);
  for (let at = 0; at < password.length; at++) view.setUint16(at * 2, password.charCodeAt(at));
  return bytes;
}

/** The bytes over and over, up to the next multiple of `block`. */
function repeat(bytes: Uint8Array, block: number): Uint8Array {
  const repeated = new Uint8Array(Math.ceil(bytes.length / block) * block);
  return repeated.map((_, at) => bytes[at % bytes.length] ?? 0);
}

/** Adds `addend` and one to each block of `input`, as big-endian numbers modulo the block's size. */
function addToEachBlock(input: Uint8Array, addend: Uint8Array, block: number): void {
  for (let start = 0; start < input.length; start += block) {
    let carry = 1;
    for (let at = block - 1; at >= 0; at--) {
      const sum = (input[start + at] ?? 0) + (addend[at] ?? 0) + carry;
      input[start + at] = sum & 0xff;
      carry = sum >> 8;
    }
  }
}
