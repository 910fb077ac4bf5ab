import { randomBytes } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** The names of what is kept; each is a file of its own, so that one can be given away without the others. */
export type SecretName =
  | "postgres"
  | "tanba_web"
  | "tanba_worker"
  | "tanba_status"
  | "tanba_auditor"
  | "signer-passphrase"
  | "root-passphrase";

/**
 * The secret called `name`: 256 random bits in base64url, made at the first call and kept in `folder`.
 *
 * Only the owner of the folder can read it.
 */
export function secret(folder: string, name: SecretName): string {
  const path = join(folder, name);
  if (!existsSync(path)) writeFileSync(path, randomBytes(32).toString("base64url"), { mode: 0o600, flag: "wx" });
  return readFileSync(path, "utf8");
}
