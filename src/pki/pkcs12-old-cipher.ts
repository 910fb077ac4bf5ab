import forge from "node-forge";
import { PkiError } from "./error.ts";

interface Encrypted {
  readonly key: Uint8Array;
  readonly iv: Uint8Array;
  readonly ciphertext: Uint8Array;
}

/**
 * Decrypts with a cipher that WebCrypto no longer has. Load this file only when a key file asks for it.
 *
 * @throws {PkiError} PASSWORD_WRONG where the padding does not fit
 */
export function decryptOldCipher(cipher: "3DES" | "RC2", { key, iv, ciphertext }: Encrypted): Uint8Array {
  const decipher = cipher === "3DES" ? startTripleDes(key, iv) : startRc2(key, iv);
  decipher.update(forge.util.createBuffer(binary(ciphertext)));
  if (!decipher.finish()) throw new PkiError("PASSWORD_WRONG", `${cipher} does not end in its padding`);
  return Uint8Array.from(decipher.output.getBytes(), (letter) => letter.charCodeAt(0));
}

function startTripleDes(key: Uint8Array, iv: Uint8Array) {
  const decipher = forge.cipher.createDecipher("3DES-CBC", binary(key));
  decipher.start({ iv: binary(iv) });
  return decipher;
}

function startRc2(key: Uint8Array, iv: Uint8Array) {
  const decipher = forge.rc2.createDecryptionCipher(binary(key), key.length * 8);
  decipher.start(binary(iv));
  return decipher;
}

/** forge takes bytes as the letters of a string. */
function binary(bytes: Uint8Array): string {
  let letters = "";
  for (let at = 0; at < bytes.length; at += 0x8000) letters += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  return letters;
}
