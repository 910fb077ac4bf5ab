import { hash } from "node:crypto";
import { once } from "node:events";
import { realpathSync } from "node:fs";
import { createServer, type Server } from "node:net";

/**
 * Keeps a second signer from writing the same journal, for as long as this process lives and no longer.
 *
 * The lock is a name in Linux' abstract socket space, which the kernel gives back whatever way the process ends. It does
 * not reach beyond one machine, nor into another network namespace: there the journal's volume must not be shared.
 *
 * @param folder where the journal lies; it must exist
 * @throws {Error} with one sentence when another signer has it
 */
export async function takeLock(folder: string): Promise<void> {
  if (process.platform !== "linux") return;
  const name = `\0tanba-signer-${hash("sha256", realpathSync(folder))}`;
  const lock: Server = createServer((connection) => connection.destroy());
  try {
    lock.listen({ path: name });
    await once(lock, "listening");
    lock.unref();
  } catch (cause) {
    throw new Error(`another signer is writing the journal in ${folder}`, { cause });
  }
}
