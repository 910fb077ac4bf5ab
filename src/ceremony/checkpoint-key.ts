import { generateKeyPairSync } from "node:crypto";
import { formatVerifierKey } from "#pki/checkpoint.ts";
import { ed25519Bytes } from "#platform/ed25519.ts";
import { sealKey } from "./seal-key.ts";

/** The two files of the log's own key. */
export interface CheckpointKeyFiles {
  /** What verifiers are given, a line. */
  readonly "checkpoint.vkey": string;
  /** Encrypted PKCS#8, PEM. */
  readonly "checkpoint.key.pem": string;
}

/**
 * Makes the key that signs the log, Ed25519, under the passphrase of the issuing key: one process opens both.
 *
 * @param statusUrl where relying parties find this authority: what the log is called begins so
 */
export async function newCheckpointKey(statusUrl: string, passphrase: string): Promise<CheckpointKeyFiles> {
  const { privateKey } = generateKeyPairSync("ed25519");
  // an address without its scheme, and without what C2SP keeps out of names
  const name = `${statusUrl.replace(/^https?:\/\//, "").replace(/[\s+]/g, "-")}/log`;
  const key = { name, publicKey: ed25519Bytes(privateKey) };
  return {
    "checkpoint.vkey": `${formatVerifierKey(key)}\n`,
    "checkpoint.key.pem": await sealKey(privateKey, passphrase),
  };
}
