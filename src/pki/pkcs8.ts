import { decodeAs } from "./decode-as.ts";
import { partsOf, readDer, TAG } from "./der.ts";
import { octetString, sequence } from "./der-write.ts";
import { PkiError } from "./error.ts";
import { type Pbes2, pbes2Key, readPbes2, sealPbes2 } from "./pbes2.ts";

/** More rounds than any honest file has, few enough to end before a person gives up: some seconds. */
const MAX_ITERATIONS = 2_000_000;

/**
 * Encrypts a private key for keeping, under a password: PBES2 with AES-256-CBC and PBKDF2-HMAC-SHA-256.
 *
 * @param privateKey PKCS#8 DER, or an extractable key, which then is never seen outside WebCrypto
 * @param password from `importPassword`
 * @returns the DER EncryptedPrivateKeyInfo
 * @see RFC 5958 section 3, RFC 8018 section 6.2
 */
export async function sealPkcs8(
  privateKey: Uint8Array | CryptoKey,
  password: CryptoKey,
  options: { readonly crypto: Crypto; readonly iterations?: number },
): Promise<Uint8Array<ArrayBuffer>> {
  const { algorithm, ciphertext } = await sealPbes2(privateKey, password, options);
  return sequence(algorithm, octetString(ciphertext));
}

/**
 * Opens what `sealPkcs8` made, or another PBES2 container such as OpenSSL writes.
 *
 * @param der one DER EncryptedPrivateKeyInfo of at most 16 KiB
 * @param password from `importPassword`
 * @returns the PKCS#8 DER; that the key inside is a good one is for its importer to say
 * @throws {PkiError} PKCS12_MALFORMED, ALGORITHM_REFUSED, PKCS12_TOO_COSTLY (more than 2,000,000 iterations) or
 *   PASSWORD_WRONG, checked in this order
 */
export async function openPkcs8(
  der: Uint8Array,
  password: CryptoKey,
  { crypto }: { readonly crypto: Crypto },
): Promise<Uint8Array<ArrayBuffer>> {
  const { parameters, ciphertext } = decodeAs("PKCS12_MALFORMED", () => readEncrypted(der));
  if (parameters.iterations > MAX_ITERATIONS) {
    throw new PkiError("PKCS12_TOO_COSTLY", `${parameters.iterations} iterations`);
  }
  const key = await pbes2Key(password, parameters, { crypto, usages: ["decrypt"] });
  const cipher = { name: "AES-CBC", iv: new Uint8Array(parameters.iv) };
  const plain = await crypto.subtle.decrypt(cipher, key, new Uint8Array(ciphertext)).catch(() => undefined);
  if (!plain) throw new PkiError("PASSWORD_WRONG", "the padding does not fit");
  return requirePkcs8(new Uint8Array(plain));
}

function readEncrypted(der: Uint8Array): { parameters: Pbes2; ciphertext: Uint8Array } {
  const parts = partsOf(readDer(der));
  const parameters = readPbes2(parts.next());
  const ciphertext = parts.next(TAG.OCTET_STRING).content;
  parts.end();
  if (parameters.iterations < 1 || parameters.iv.length !== 16) throw new PkiError("PKCS12_MALFORMED", "parameters");
  return { parameters, ciphertext };
}

/** One wrong password in 256 leaves a padding that fits: what it opens is no PKCS#8. */
function requirePkcs8(plain: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  return decodeAs("PASSWORD_WRONG", () => {
    const parts = partsOf(readDer(plain));
    parts.next(TAG.INTEGER);
    parts.next(TAG.SEQUENCE);
    parts.next(TAG.OCTET_STRING);
    return plain;
  });
}
