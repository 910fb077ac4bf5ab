import { equalBytes } from "#pki/bytes.ts";
import { KeystoreError } from "./keystore-error.ts";

/**
 * Writes over a file of the person's, and reads it back before it says so; should anything else come back, the old bytes
 * are written again.
 *
 * The browser writes beside the file and swaps the two at the end, so a crash leaves the one or the other whole. To be
 * called from a click, since it asks the person.
 *
 * @param old what the file is expected to hold now
 * @throws {KeystoreError} FILE_CHANGED where it holds something else: nothing is written then; FILE_NOT_REPLACED
 */
export async function replaceFile(handle: FileSystemFileHandle, old: Uint8Array, bytes: Uint8Array): Promise<void> {
  try {
    if (!equalBytes(await read(handle), old)) throw new KeystoreError("FILE_CHANGED");
    await write(handle, bytes);
    if (equalBytes(await read(handle), bytes)) return;
    await write(handle, old);
  } catch (cause) {
    if (cause instanceof DOMException) throw new KeystoreError("FILE_NOT_REPLACED", { cause });
    throw cause;
  }
  throw new KeystoreError("FILE_NOT_REPLACED", { detail: "something else was read back" });
}

async function read(handle: FileSystemFileHandle): Promise<Uint8Array> {
  return new Uint8Array(await (await handle.getFile()).arrayBuffer());
}

async function write(handle: FileSystemFileHandle, bytes: Uint8Array): Promise<void> {
  const stream = await handle.createWritable();
  await stream.write(new Uint8Array(bytes));
  await stream.close();
}
