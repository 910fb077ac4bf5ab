import { closeSync, fsyncSync, mkdirSync, openSync } from "node:fs";
import { open } from "node:fs/promises";
import { dirname } from "node:path";
import { failpoint } from "#ca/failpoint.ts";
import type { CrlSequence } from "./crl-policy.ts";
import type { JournalEntry } from "./journal-entry.ts";
import { indexEntry, noteCrlNumber, readEntryAt, readJournalIndex, sequenceName } from "./journal-index.ts";

/**
 * All that the key ever did, one JSON line each, only ever added to.
 *
 * `append` counts at once for `find`, so two requests for one serial cannot both succeed; but nothing may be answered
 * before `flushed()`, which ends when all that was appended is on the disk. Any number of requests share one fsync.
 */
export interface Journal {
  /** What was done with this serial: a signature or a tombstone. */
  find(serial: string): JournalEntry | undefined;
  /** The highest number of this sequence of CRLs, 0 before the first. */
  lastCrlNumber(sequence: CrlSequence): bigint;
  append(entry: JournalEntry): void;
  /** @throws what the disk said; after that nothing may be answered any more, and the process must end */
  flushed(): Promise<void>;
  close(): Promise<void>;
}

/**
 * Opens the journal, making it and its folder when there are none.
 *
 * It does not keep a second process from opening it too: that is the lock of `main.ts`.
 *
 * @throws {Error} naming the line that cannot be read
 */
export async function openJournal(path: string): Promise<Journal> {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const index = readJournalIndex(path);
  syncFolder(dirname(path));
  const file = await open(path, "a", 0o600);

  let unwritten: JournalEntry[] = [];
  const unflushed = new Map<string, JournalEntry>();
  let flushing: Promise<void> | undefined;
  let appended = 0;
  let durable = 0;

  async function flush(): Promise<void> {
    // goes round until nothing is left: requests that came during one fsync share the next
    while (unwritten.length > 0) {
      const entries = unwritten;
      unwritten = [];
      const lines = entries.map((entry) => Buffer.from(`${JSON.stringify(entry)}\n`));
      failpoint("signer.before_journal");
      await file.appendFile(Buffer.concat(lines));
      await file.datasync();
      failpoint("signer.after_journal");
      entries.forEach((entry, at) => {
        indexEntry(index, entry);
        index.size += lines[at]?.length ?? 0;
        if ("serial" in entry) unflushed.delete(entry.serial);
      });
      durable += entries.length;
    }
  }

  return {
    find(serial) {
      const offset = index.offsets.get(serial);
      return unflushed.get(serial) ?? (offset === undefined ? undefined : readEntryAt(path, offset));
    },
    lastCrlNumber: (sequence) => index.crlNumbers.get(sequenceName(sequence)) ?? 0n,
    append(entry) {
      unwritten.push(entry);
      appended++;
      if ("serial" in entry) unflushed.set(entry.serial, entry);
      else if ("crl" in entry) noteCrlNumber(index, entry);
    },
    async flushed() {
      const due = appended;
      // a flush that has looked for the last time, and not yet settled, knows nothing of what came since
      while (durable < due) {
        flushing ??= flush().finally(() => {
          flushing = undefined;
        });
        await flushing;
      }
    },
    async close() {
      await flushing;
      await file.close();
    },
  };
}

/** Makes the file's name in its folder as lasting as its contents. */
function syncFolder(path: string): void {
  const folder = openSync(path, "r");
  fsyncSync(folder);
  closeSync(folder);
}
