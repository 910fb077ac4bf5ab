import { type DerNode, partsOf, TAG } from "./der.ts";
import { readOid, readSmallInteger } from "./der-values.ts";
import { PkiError } from "./error.ts";
import { OID } from "./oid.ts";
import { importPassword, pbes2Key, readPbes2 } from "./pbes2.ts";
import { derivePkcs12 } from "./pkcs12-kdf.ts";
import type { Pkcs12Work } from "./pkcs12-work.ts";

/** The ciphers of key files made before 2020 or so, by the sizes of their keys in bytes. */
const LEGACY = {
  "1.2.840.113549.1.12.1.3": { cipher: "3DES", keyBytes: 24 },
  "1.2.840.113549.1.12.1.5": { cipher: "RC2", keyBytes: 16 },
  "1.2.840.113549.1.12.1.6": { cipher: "RC2", keyBytes: 5 },
} as const;

/** So much of a key, or of an IV, comes of one run of all rounds. */
const SHA1_BYTES = 20;

/**
 * Decrypts one encrypted part of a key file, by the algorithm that it names.
 *
 * @throws {PkiError} ALGORITHM_REFUSED, PKCS12_TOO_COSTLY, or PASSWORD_WRONG where the padding does not fit
 * @see RFC 8018 section 6.2 (PBES2), RFC 7292 appendix C (the old schemes)
 */
export async function decryptPart(algorithm: DerNode, ciphertext: Uint8Array, work: Pkcs12Work): Promise<Uint8Array> {
  return readOid(partsOf(algorithm).next()) === OID.pbes2
    ? decryptPbes2(algorithm, ciphertext, work)
    : decryptLegacy(algorithm, ciphertext, work);
}

async function decryptPbes2(algorithm: DerNode, ciphertext: Uint8Array, { crypto, password, spend }: Pkcs12Work) {
  const parameters = readPbes2(algorithm);
  spend(parameters.iterations);
  const key = await pbes2Key(await importPassword(password, crypto), parameters, { crypto, usages: ["decrypt"] });
  const cipher = { name: "AES-CBC", iv: new Uint8Array(parameters.iv) };
  try {
    return new Uint8Array(await crypto.subtle.decrypt(cipher, key, new Uint8Array(ciphertext)));
  } catch (cause) {
    throw new PkiError("PASSWORD_WRONG", "AES does not end in its padding", { cause });
  }
}

async function decryptLegacy(algorithm: DerNode, ciphertext: Uint8Array, { password, spend, spendOld }: Pkcs12Work) {
  const parts = partsOf(algorithm);
  const identifier = readOid(parts.next());
  const scheme = Object.entries(LEGACY).find(([known]) => known === identifier)?.[1];
  if (!scheme) throw new PkiError("ALGORITHM_REFUSED", identifier);
  const parameters = partsOf(parts.next());
  const salt = parameters.next(TAG.OCTET_STRING).content;
  const iterations = readSmallInteger(parameters.next());
  spend(iterations * (Math.ceil(scheme.keyBytes / SHA1_BYTES) + 1));
  spendOld(ciphertext.length);

  const derive = (purpose: "key" | "iv", bytes: number) =>
    derivePkcs12(password, { digest: "SHA-1", purpose, salt, iterations, bytes });
  const { decryptOldCipher } = await import("./pkcs12-old-cipher.ts");
  return decryptOldCipher(scheme.cipher, { key: derive("key", scheme.keyBytes), iv: derive("iv", 8), ciphertext });
}
