import type { PickedFile } from "./open-key-file.ts";
import { type KeyFileProblem, MAX_KEY_FILE_BYTES } from "./opened-key.ts";

/** The key files among what was chosen: of a whole folder those named like one, as long as any is. */
export function keyFilesAmong(files: readonly File[]): readonly File[] {
  const named = files.filter(({ name }) => /\.(p12|pfx)$/i.test(name));
  return named.length > 0 ? named : files;
}

/** The bytes of a chosen file; a string says why there are none. A file that is too large is not read. */
export async function readKeyFile(file: File): Promise<PickedFile | KeyFileProblem> {
  if (file.size > MAX_KEY_FILE_BYTES) return "TOO_LARGE";
  try {
    return { name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) };
  } catch (cause) {
    if (cause instanceof DOMException) return "UNREADABLE";
    throw cause;
  }
}
