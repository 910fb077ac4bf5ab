import { closeSync, fsyncSync, ftruncateSync, openSync, readSync } from "node:fs";
import type { CrlSequence } from "./crl-policy.ts";
import { JournalEntry } from "./journal-entry.ts";

/** Where to find each serial's line in the journal, and how far its CRLs have come. */
export interface JournalIndex {
  /** Where the line of each serial begins, in bytes. */
  readonly offsets: Map<string, number>;
  /** The highest number of each sequence of CRLs, by `sequenceName`. */
  readonly crlNumbers: Map<string, bigint>;
  /** Length of the file, in bytes. */
  size: number;
}

/**
 * Reads the whole journal once, making an empty one when there is none.
 *
 * A last line without its end is cut off: a line is whole on the disk before anybody hears of it, so nobody did.
 *
 * @throws {Error} naming the first other line that cannot be read
 */
export function readJournalIndex(path: string): JournalIndex {
  const index: JournalIndex = { offsets: new Map(), crlNumbers: new Map(), size: 0 };
  const file = openSync(path, "a+", 0o600);
  try {
    for (const line of wholeLines(file)) {
      const entry = parseLine(line);
      if (!entry) throw new Error(`the journal ${path} has a line that cannot be read, at byte ${index.size}`);
      indexEntry(index, entry);
      index.size += line.length + 1;
    }
    ftruncateSync(file, index.size);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  return index;
}

/** The entry whose line begins at `offset`. */
export function readEntryAt(path: string, offset: number): JournalEntry {
  const file = openSync(path, "r");
  try {
    for (const line of wholeLines(file, offset, LINE_BYTES)) {
      const entry = parseLine(line);
      if (entry) return entry;
      break;
    }
  } finally {
    closeSync(file);
  }
  throw new Error(`the journal ${path} has changed under us at byte ${offset}`);
}

/** Takes note of the entry that begins at `index.size`. */
export function indexEntry(index: JournalIndex, entry: JournalEntry): void {
  if ("serial" in entry) index.offsets.set(entry.serial, index.size);
  else if ("crl" in entry) noteCrlNumber(index, entry);
}

/** Takes note of the number of a CRL. */
export function noteCrlNumber({ crlNumbers }: JournalIndex, entry: Extract<JournalEntry, { kind: "CRL" }>): void {
  crlNumbers.set(sequenceName({ kind: entry.crl, shard: entry.shard ?? 0 }), BigInt(entry.number));
}

export const sequenceName = ({ kind, shard }: CrlSequence) => `${kind} ${shard}`;

// -----------------------------------------------------------------------------------------------------------------

const CHUNK_BYTES = 1 << 20;
/** More than any line takes. */
const LINE_BYTES = 1024;
const NEWLINE = 0x0a;

function* wholeLines(file: number, from = 0, chunkBytes = CHUNK_BYTES): Generator<Uint8Array> {
  const chunk = Buffer.allocUnsafe(chunkBytes);
  let rest = Buffer.alloc(0);
  for (let at = from; ; ) {
    const count = readSync(file, chunk, 0, chunkBytes, at);
    if (count === 0) return;
    at += count;
    const read = Buffer.concat([rest, chunk.subarray(0, count)]);
    let start = 0;
    for (let end = read.indexOf(NEWLINE); end >= 0; end = read.indexOf(NEWLINE, start)) {
      yield read.subarray(start, end);
      start = end + 1;
    }
    rest = read.subarray(start);
  }
}

function parseLine(line: Uint8Array): JournalEntry | undefined {
  try {
    return JournalEntry.parse(JSON.parse(new TextDecoder().decode(line)));
  } catch {
    return undefined;
  }
}
