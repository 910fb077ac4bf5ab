import { createPrivateKey, type KeyObject, sign } from "node:crypto";
import { equalBytes } from "#pki/bytes.ts";
import { parseVerifierKey } from "#pki/checkpoint.ts";
import { ed25519Bytes, verifyEd25519 } from "#platform/ed25519.ts";

/** The key of the log as the signer holds it. */
export interface CheckpointKey {
  /** The origin of the log that was begun with it. */
  readonly name: string;
  readonly publicKey: Uint8Array;
  sign(data: Uint8Array): Uint8Array;
}

/**
 * Opens the encrypted PKCS#8 file of the log's key, and makes sure that it is the one that verifiers were given.
 *
 * @param verifierKey as `formatVerifierKey` of pki writes it
 * @throws {Error} with one sentence that holds neither the key nor the passphrase
 */
export function openCheckpointKey(pem: string, verifierKey: string, passphrase: Uint8Array): CheckpointKey {
  if (!pem.includes("BEGIN ENCRYPTED PRIVATE KEY")) throw new Error("the log's key is not an encrypted PKCS#8 file");
  const key = decrypt(pem, passphrase);
  if (key.asymmetricKeyType !== "ed25519") throw new Error("the log's key is not of Ed25519");
  const opened = { ...named(verifierKey), sign: (data: Uint8Array) => new Uint8Array(sign(null, data, key)) };
  if (!equalBytes(opened.publicKey, ed25519Bytes(key))) {
    throw new Error("the log's key is not the one that checkpoint.vkey names");
  }
  const probe = new TextEncoder().encode("the signer's self-test");
  if (!verifyEd25519(opened.publicKey, probe, opened.sign(probe))) {
    throw new Error("the log's key makes signatures that do not verify");
  }
  return opened;
}

function decrypt(pem: string, passphrase: Uint8Array): KeyObject {
  try {
    return createPrivateKey({ key: pem, format: "pem", passphrase: Buffer.from(passphrase) });
  } catch {
    // the cause is left out on purpose, as with the issuing key
    throw new Error("the log's key does not open with this passphrase");
  }
}

function named(verifierKey: string) {
  try {
    return parseVerifierKey(verifierKey.trimEnd());
  } catch (cause) {
    throw new Error("checkpoint.vkey does not name a key", { cause });
  }
}
