import { writeFileSync } from "node:fs";
import inspector from "node:inspector";

/**
 * Refuses to hold a key in a process that others can look into, and keeps memory out of core dumps.
 *
 * @throws {Error} with one sentence saying how to start the signer
 */
export function harden(): void {
  if (!process.execArgv.includes("--disable-sigusr1")) {
    throw new Error("start the signer as: node --disable-sigusr1 src/signer/main.ts");
  }
  if (inspector.url() !== undefined) throw new Error("the signer does not run with an inspector");
  process.umask(0o077);
  // no mapping of this process goes into a core dump, whatever its size limit is; only Linux has this file
  if (process.platform === "linux") writeFileSync("/proc/self/coredump_filter", "0");
}
