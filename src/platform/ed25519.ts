import { createPublicKey, type KeyObject, verify } from "node:crypto";

/** @see RFC 8410 section 4 */
const SPKI = Buffer.from("302a300506032b6570032100", "hex");

/** The 32 bytes of a private key's public half. @see RFC 8032 section 5.1.5 */
export function ed25519Bytes(key: KeyObject): Uint8Array {
  return new Uint8Array(createPublicKey(key).export({ type: "spki", format: "der" }).subarray(SPKI.length));
}

/** Whether the signature is the key's over the data; false for anything not well formed. */
export function verifyEd25519(publicKey: Uint8Array, data: Uint8Array, signature: Uint8Array): boolean {
  try {
    const key = createPublicKey({ key: Buffer.concat([SPKI, publicKey]), format: "der", type: "spki" });
    return key.asymmetricKeyType === "ed25519" && verify(null, data, key, signature);
  } catch {
    return false;
  }
}
