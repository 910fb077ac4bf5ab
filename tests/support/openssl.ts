import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "vitest";

/** A folder of its own for one test file, removed when the file is done. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "tanba-test-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** OpenSSL's command line in one folder: the peer that made what we read, and the judge of what we make. */
export interface Openssl {
  /** Runs one command and gives its output; throws with what OpenSSL said when it refuses. */
  run(...args: readonly string[]): Uint8Array;
  /** Whether the command succeeds. */
  accepts(...args: readonly string[]): boolean;
  /** What the command prints to both outputs, however it ends. */
  says(...args: readonly string[]): string;
  read(name: string): Uint8Array;
  /** Writes a file and gives its name. */
  write(name: string, contents: string | Uint8Array): string;
}

export function opensslIn(folder: string): Openssl {
  const spawn = (args: readonly string[]) => spawnSync("openssl", [...args], { cwd: folder, encoding: "utf8" });
  return {
    run: (...args) =>
      new Uint8Array(execFileSync("openssl", [...args], { cwd: folder, stdio: ["ignore", "pipe", "pipe"] })),
    accepts: (...args) => spawn(args).status === 0,
    says: (...args) => {
      const { stdout, stderr } = spawn(args);
      return stdout + stderr;
    },
    read: (name) => new Uint8Array(readFileSync(join(folder, name))),
    write: (name, contents) => {
      writeFileSync(join(folder, name), contents);
      return name;
    },
  };
}
