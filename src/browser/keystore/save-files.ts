import { KeystoreError } from "./keystore-error.ts";
import type { PickedFile } from "./open-key-file.ts";

interface FolderPicker {
  showDirectoryPicker(options: { readonly id: string; readonly mode: "readwrite" }): Promise<FileSystemDirectoryHandle>;
}

/** Chromium has the picker, Firefox and Safari have not. */
const canPickFolder = (scope: object): scope is FolderPicker => "showDirectoryPicker" in scope;

/**
 * Saves files where the person says: into a folder of their choice, or as downloads where the browser has no picker.
 *
 * To be called from a click.
 *
 * @throws {KeystoreError} SAVING_CANCELLED where the person closed the picker
 */
export async function saveFiles(files: readonly PickedFile[]): Promise<"FOLDER" | "DOWNLOAD"> {
  const scope: object = globalThis;
  const folder = canPickFolder(scope) ? await pickFolder(scope) : undefined;
  if (folder && (await writeAll(folder, files))) return "FOLDER";
  downloadFiles(files);
  return "DOWNLOAD";
}

/** Saves files as downloads, under their names. */
export function downloadFiles(files: readonly PickedFile[]): void {
  for (const file of files) download(file);
}

/** Undefined where the browser or its owner's policy does not let us ask. */
async function pickFolder(scope: FolderPicker): Promise<FileSystemDirectoryHandle | undefined> {
  try {
    return await scope.showDirectoryPicker({ id: "tanba-keys", mode: "readwrite" });
  } catch (cause) {
    if (cause instanceof DOMException && cause.name === "AbortError")
      throw new KeystoreError("SAVING_CANCELLED", { cause });
    return undefined;
  }
}

/** False where the folder may not be written to. */
async function writeAll(folder: FileSystemDirectoryHandle, files: readonly PickedFile[]): Promise<boolean> {
  try {
    for (const { name, bytes } of files) {
      const handle = await folder.getFileHandle(name, { create: true });
      const stream = await handle.createWritable();
      await stream.write(new Uint8Array(bytes));
      await stream.close();
    }
    return true;
  } catch (cause) {
    if (cause instanceof DOMException) return false;
    throw cause;
  }
}

const KEEP_URL_MS = 60_000;

function download({ name, bytes }: PickedFile): void {
  const url = URL.createObjectURL(new Blob([new Uint8Array(bytes)], { type: "application/octet-stream" }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
  // the browser reads it after the click, and says nowhere when it is done
  setTimeout(() => URL.revokeObjectURL(url), KEEP_URL_MS);
}
