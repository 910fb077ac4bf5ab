import { createHash } from "node:crypto";
import { accessSync, constants, mkdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { StartError } from "./start-error.ts";

/** Where everything is that is kept outside the database; absolute paths. */
export interface Folders {
  readonly var: string;
  readonly postgres: string;
  readonly authority: string;
  readonly signer: string;
  /** What was signed of the log; on another disk where there is one. */
  readonly checkpoints: string;
  /** The keys that status makes for itself. */
  readonly status: string;
  readonly run: string;
  readonly demoKeys: string;
  readonly log: string;
  /** Passwords and passphrases, for the supervisor alone. */
  readonly secrets: string;
}

/**
 * Makes the folders under `TANBA_VAR` that are missing. PostgreSQL makes its own.
 *
 * @throws {StartError} when they can't be written
 */
export function makeFolders(path: string): Folders {
  const home = resolve(path);
  const at = (name: string) => join(home, name);
  const folders: Folders = {
    var: home,
    postgres: at("postgres"),
    authority: at("authority"),
    signer: at("signer"),
    checkpoints: at("checkpoints"),
    status: at("status"),
    run: runFolder(at("run")),
    demoKeys: at("demo-keys"),
    log: at("log"),
    secrets: at("secrets"),
  };
  try {
    for (const folder of [home, folders.authority, folders.checkpoints, folders.run, folders.demoKeys, folders.log]) {
      mkdirSync(folder, { recursive: true, mode: 0o755 });
    }
    for (const folder of [folders.signer, folders.status, folders.secrets]) {
      mkdirSync(folder, { recursive: true, mode: 0o700 });
    }
    accessSync(home, constants.W_OK);
  } catch (cause) {
    const code = cause instanceof Error && "code" in cause ? cause.code : cause;
    throw new StartError(
      `The folder ${home} can't be written (${code}): own it, or set TANBA_VAR to one that you own.`,
      {
        cause,
      },
    );
  }
  return folders;
}

/** A socket's path has at most 107 bytes (104 on macOS): a checkout deep down has its sockets in the temporary folder. */
function runFolder(path: string): string {
  if (Buffer.byteLength(join(path, "signer.sock")) <= 100) return path;
  return join(tmpdir(), `tanba-${createHash("sha256").update(path).digest("hex").slice(0, 12)}`);
}
