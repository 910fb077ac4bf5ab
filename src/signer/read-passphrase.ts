import { createReadStream } from "node:fs";

/** The descriptor that the one who starts the signer hands the passphrase in on, so that it is in no argument and no variable. */
const PASSPHRASE_FD = 3;
const MAX_BYTES = 1024;

/**
 * Reads the passphrase from descriptor 3 up to its end; one line end after it is not part of it.
 *
 * @throws {Error} with one sentence when there is none
 */
export async function readPassphrase(): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  try {
    for await (const chunk of createReadStream("", { fd: PASSPHRASE_FD })) chunks.push(chunk);
  } catch (cause) {
    throw new Error("the passphrase of the issuing key has to come in on file descriptor 3", { cause });
  }
  const given = Buffer.concat(chunks);
  const passphrase = given.at(-1) === 0x0a ? given.subarray(0, -1) : given;
  if (passphrase.length === 0 || passphrase.length > MAX_BYTES) {
    throw new Error("the passphrase of the issuing key came in empty or too long on file descriptor 3");
  }
  return passphrase;
}
