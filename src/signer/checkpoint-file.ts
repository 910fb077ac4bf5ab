import { closeSync, fsyncSync, ftruncateSync, mkdirSync, openSync, readFileSync } from "node:fs";
import { open } from "node:fs/promises";
import { dirname } from "node:path";
import { readCheckpoints } from "#ca/read-checkpoints.ts";

/** All checkpoints that were ever signed, outside the register: signed notes with an empty line after each, only ever added to. */
export interface CheckpointFile {
  /** The note signed last for this log. */
  last(origin: string): string | undefined;
  /** Settles when the note is on the disk. @throws what the disk said; after that nothing may be answered any more */
  append(origin: string, note: string): Promise<void>;
  close(): Promise<void>;
}

/**
 * Opens the file, making it and its folder when there are none.
 *
 * A last note without its end is cut off: a note is whole on the disk before anybody hears of it, so nobody did.
 *
 * @throws {Error} naming what in it can't be read
 */
export async function openCheckpointFile(path: string): Promise<CheckpointFile> {
  mkdirSync(dirname(path), { recursive: true, mode: 0o755 });
  const last = readLast(path);
  const file = await open(path, "a", 0o644);
  // for everybody to read and to take away, whatever this process keeps to itself
  await file.chmod(0o644);
  return {
    last: (origin) => last.get(origin),
    async append(origin, note) {
      await file.appendFile(`${note}\n`);
      await file.datasync();
      last.set(origin, note);
    },
    close: () => file.close(),
  };
}

function readLast(path: string): Map<string, string> {
  const file = openSync(path, "a+", 0o644);
  try {
    const { notes } = readCheckpoints(readFileSync(file, "utf8"), path);
    ftruncateSync(
      file,
      notes.reduce((sum, { note }) => sum + Buffer.byteLength(note) + 1, 0),
    );
    fsyncSync(file);
    return new Map(notes.map(({ origin, note }) => [origin, note]));
  } finally {
    closeSync(file);
  }
}
