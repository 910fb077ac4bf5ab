import { vi } from "vitest";

/**
 * Puts a folder picker in place in which the person picks an empty folder.
 *
 * @returns what is written into it, by file name
 */
export function pickedFolder(): ReadonlyMap<string, Uint8Array> {
  const written = new Map<string, Uint8Array>();
  const folder = {
    getFileHandle: async (name: string) => ({
      createWritable: async () => ({
        write: async (bytes: Uint8Array) => void written.set(name, bytes),
        close: async () => undefined,
      }),
    }),
  };
  vi.stubGlobal("showDirectoryPicker", async () => folder);
  return written;
}
