import { type DerNode, partsOf, TAG } from "./der.ts";
import { readOid, readSmallInteger } from "./der-values.ts";
import { integer, nullValue, octetString, oid, sequence } from "./der-write.ts";
import { PkiError } from "./error.ts";
import { OID } from "./oid.ts";

/** What is written: OWASP's floor for PBKDF2 with SHA-256, 0.15 s in a browser. */
export const PBKDF2_ITERATIONS: number = 600_000;

const PRF = {
  "1.2.840.113549.2.7": "SHA-1",
  [OID.hmacWithSha256]: "SHA-256",
  "1.2.840.113549.2.10": "SHA-384",
  "1.2.840.113549.2.11": "SHA-512",
} as const;

const AES_CBC_BITS = { "2.16.840.1.101.3.4.1.2": 128, "2.16.840.1.101.3.4.1.22": 192, [OID.aes256Cbc]: 256 } as const;

const AES_BLOCK_BYTES = 16;

/** How PBKDF2 is to be run. */
export interface Pbkdf2 {
  readonly salt: Uint8Array;
  readonly iterations: number;
  readonly prf: (typeof PRF)[keyof typeof PRF];
  /** As the parameters say it, where they do. */
  readonly keyBytes?: number | undefined;
}

/** Password-based encryption with PBKDF2 and AES-CBC, as modern key files have it. */
export interface Pbes2 extends Pbkdf2 {
  readonly keyBits: number;
  readonly iv: Uint8Array;
}

/** New parameters to write with: PBKDF2-HMAC-SHA-256, AES-256-CBC, random salt and IV. */
export function newPbes2(crypto: Crypto, iterations: number = PBKDF2_ITERATIONS): Pbes2 {
  const salt = crypto.getRandomValues(new Uint8Array(16));
  return { salt, iterations, prf: "SHA-256", keyBits: 256, iv: crypto.getRandomValues(new Uint8Array(16)) };
}

/** The AlgorithmIdentifier of `newPbes2` parameters. @see RFC 8018 appendix A.4 */
export function encodePbes2({ salt, iterations, iv }: Pbes2): Uint8Array {
  const prf = sequence(oid(OID.hmacWithSha256), nullValue());
  const derivation = sequence(oid(OID.pbkdf2), sequence(octetString(salt), integer(iterations), prf));
  return sequence(oid(OID.pbes2), sequence(derivation, sequence(oid(OID.aes256Cbc), octetString(iv))));
}

/**
 * Reads the parameters of PBES2, given the AlgorithmIdentifier.
 *
 * @throws {PkiError} DER_MALFORMED, or ALGORITHM_REFUSED for another derivation or cipher
 */
export function readPbes2(algorithm: DerNode): Pbes2 {
  const outer = partsOf(algorithm);
  if (readOid(outer.next()) !== OID.pbes2) throw new PkiError("ALGORITHM_REFUSED", "not PBES2");
  const parameters = partsOf(outer.next());
  const derivation = readPbkdf2(parameters.next());
  const cipher = partsOf(parameters.next());
  const keyBits = lookUp(AES_CBC_BITS, readOid(cipher.next()));
  const iv = cipher.next(TAG.OCTET_STRING).content;
  if (iv.length !== AES_BLOCK_BYTES) throw new PkiError("DER_MALFORMED", "an IV of another length than a block");
  return { ...derivation, keyBits, iv };
}

/** Reads the parameters of PBKDF2, given its AlgorithmIdentifier. @see RFC 8018 appendix A.2 */
export function readPbkdf2(algorithm: DerNode): Pbkdf2 {
  const outer = partsOf(algorithm);
  if (readOid(outer.next()) !== OID.pbkdf2) throw new PkiError("ALGORITHM_REFUSED", "not PBKDF2");
  const parameters = partsOf(outer.next());
  const salt = parameters.next(TAG.OCTET_STRING).content;
  const iterations = readSmallInteger(parameters.next());
  const keyLength = parameters.optional(TAG.INTEGER);
  const prf = parameters.optional(TAG.SEQUENCE);
  return {
    salt,
    iterations,
    prf: prf ? lookUp(PRF, readOid(partsOf(prf).next())) : "SHA-1",
    keyBytes: keyLength && readSmallInteger(keyLength),
  };
}

function lookUp<Value>(table: Readonly<Record<string, Value>>, identifier: string): Value {
  const value = table[identifier];
  if (value === undefined) throw new PkiError("ALGORITHM_REFUSED", identifier);
  return value;
}

/** A password as a key that can derive others and can't be read back. */
export function importPassword(password: string, crypto: Crypto): Promise<CryptoKey> {
  const bytes = new TextEncoder().encode(password);
  return crypto.subtle.importKey("raw", bytes, "PBKDF2", false, ["deriveKey", "deriveBits"]);
}

/** The AES key of these parameters. @param password from `importPassword` */
export function pbes2Key(
  password: CryptoKey,
  { salt, iterations, prf, keyBits }: Pbes2,
  { crypto, usages }: { readonly crypto: Crypto; readonly usages: readonly KeyUsage[] },
): Promise<CryptoKey> {
  const derivation = { name: "PBKDF2", salt: new Uint8Array(salt), iterations, hash: prf };
  return crypto.subtle.deriveKey(derivation, password, { name: "AES-CBC", length: keyBits }, false, [...usages]);
}

type KeyUsage = "encrypt" | "decrypt" | "wrapKey" | "unwrapKey";

/** A plain text encrypted, with the AlgorithmIdentifier that says how. */
export interface SealedPbes2 {
  readonly algorithm: Uint8Array;
  readonly ciphertext: Uint8Array;
}

/**
 * Encrypts bytes, or a private key that may be exported as the PKCS#8 DER of it, which is then never seen outside WebCrypto.
 *
 * @param password from `importPassword`
 */
export async function sealPbes2(
  plain: Uint8Array | CryptoKey,
  password: CryptoKey,
  { crypto, iterations = PBKDF2_ITERATIONS }: { readonly crypto: Crypto; readonly iterations?: number },
): Promise<SealedPbes2> {
  const parameters = newPbes2(crypto, iterations);
  const key = await pbes2Key(password, parameters, { crypto, usages: ["encrypt", "wrapKey"] });
  const cipher = { name: "AES-CBC", iv: new Uint8Array(parameters.iv) };
  const ciphertext =
    plain instanceof Uint8Array
      ? await crypto.subtle.encrypt(cipher, key, new Uint8Array(plain))
      : await crypto.subtle.wrapKey("pkcs8", plain, key, cipher);
  return { algorithm: encodePbes2(parameters), ciphertext: new Uint8Array(ciphertext) };
}
