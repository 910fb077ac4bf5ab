import { appendFileSync, chmodSync, existsSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { newCheckpointKey } from "./checkpoint-key.ts";

interface Earlier {
  /** The folder of the ceremony. */
  readonly dir: string;
  readonly now: Date;
  readonly statusUrl: string;
  /** Of the issuing key; asked for when it is needed. */
  readonly passphrase: () => string;
}

/** Gives an authority that is older than its log the log's key; one that has it is left alone. @returns whether it was made */
export async function addCheckpointKey({ dir, now, statusUrl, passphrase }: Earlier): Promise<boolean> {
  const at = (name: string) => join(dir, name);
  if (existsSync(at("checkpoint.key.pem"))) return false;
  const files = await newCheckpointKey(statusUrl, passphrase());
  writeFileSync(at("checkpoint.vkey"), files["checkpoint.vkey"], { mode: 0o644, flush: true });
  // the key's own name comes last: with it both are there
  writeFileSync(at("checkpoint.key.unfinished"), files["checkpoint.key.pem"], { mode: 0o600, flush: true });
  renameSync(at("checkpoint.key.unfinished"), at("checkpoint.key.pem"));
  const sentence = `The log's key was made: Ed25519, ${files["checkpoint.vkey"].trimEnd()}.`;
  if (existsSync(at("transcript.txt"))) {
    chmodSync(at("transcript.txt"), 0o644);
    appendFileSync(at("transcript.txt"), `${now.toISOString()}  Later. ${sentence}\n`);
    chmodSync(at("transcript.txt"), 0o444);
  }
  return true;
}
