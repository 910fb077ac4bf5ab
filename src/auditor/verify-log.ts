import { createHash } from "node:crypto";
import { keyOfLog } from "#ca/log-name.ts";
import { readCheckpoints } from "#ca/read-checkpoints.ts";
import { equalBytes } from "#pki/bytes.ts";
import { type Checkpoint, type NoteKey, openCheckpoint } from "#pki/checkpoint.ts";
import { PkiError } from "#pki/error.ts";
import { growingTree } from "#pki/merkle.ts";
import { verifyEd25519 } from "#platform/ed25519.ts";
import type { DumpedEntry, DumpedLog } from "./read-dump.ts";

/** What an auditor is told of a log. */
export interface LogReport {
  /** A sentence for each thing that is not as it was written; none in a sound log. */
  readonly findings: readonly string[];
  readonly entries: number;
  /** How many checkpoints of the log that goes on were compared, and how many entries the largest of them speaks for. */
  readonly checkpoints: number;
  readonly signed: number;
}

interface Evidence {
  readonly log: DumpedLog;
  /** The signer's file, or a copy of it from elsewhere. */
  readonly checkpoints: string;
  readonly key: NoteKey;
}

/**
 * Compares a log with itself and with what was signed of it, offline: every event with its entry, every entry with the one
 * before, and the Merkle tree with each checkpoint.
 *
 * What came after the last checkpoint only the chain holds together: whoever can write in the register could have chained
 * it anew, and until the next checkpoint nobody would know.
 */
export function verifyLog({ log, checkpoints, key }: Evidence): LogReport {
  const signed = openAll(checkpoints, key);
  const entries = log.entries.toSorted((one, other) => Number(one.seq - other.seq));
  const findings = [
    ...signed.findings,
    ...verifyChain(entries),
    ...verifyEvents(log, entries),
    ...verifyTree(entries, signed.present),
  ];
  const sizes = signed.present.map(({ size }) => size);
  return { findings, entries: entries.length, checkpoints: sizes.length, signed: Math.max(0, ...sizes.slice(-1)) };
}

function verifyChain(entries: readonly DumpedEntry[]): readonly string[] {
  let [next, before]: [bigint, Uint8Array] = [1n, new Uint8Array(32)];
  return entries.flatMap(({ seq, leaf, prevHash, hash }) => {
    const holds: readonly (readonly [boolean, string])[] = [
      [seq === next, seq < next ? `entry ${seq} is there twice` : `entries ${next} to ${seq - 1n} are missing`],
      [equalBytes(prevHash, before), `entry ${seq} does not follow the one before it`],
      [equalBytes(hash, sha256(prevHash, leaf)), `the hash of entry ${seq} is not that of its contents`],
    ];
    [next, before] = [seq + 1n, hash];
    return holds.flatMap(([fits, sentence]) => (fits ? [] : [sentence]));
  });
}

const sha256 = (...parts: readonly Uint8Array[]) => {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(part);
  return new Uint8Array(hash.digest());
};

function verifyEvents({ events }: DumpedLog, entries: readonly DumpedEntry[]): readonly string[] {
  const left = new Map(events);
  const findings = entries.flatMap(({ seq, eventSeq, leaf }) => {
    const [made, ...more] = events.get(eventSeq) ?? [];
    const isTaken = !left.delete(eventSeq) && made !== undefined;
    if (!made) return [`event ${eventSeq}, of entry ${seq}, is missing`];
    if (isTaken) return [`event ${eventSeq} has another entry beside ${seq}`];
    if (more.length > 0) return [`event ${eventSeq} is there ${more.length + 1} times`];
    return equalBytes(made, leaf) ? [] : [`event ${eventSeq}, of entry ${seq}, was changed`];
  });
  return [...findings, ...[...left.keys()].map((seq) => `event ${seq} has no entry`)];
}

function verifyTree(entries: readonly DumpedEntry[], checkpoints: readonly Checkpoint[]): readonly string[] {
  const tree = growingTree();
  let size = 0;
  return checkpoints.flatMap((checkpoint) => {
    for (; size < checkpoint.size; size++) {
      const entry = entries[size];
      if (!entry) return [`the log has ${entries.length} entries, and a checkpoint speaks for ${checkpoint.size}`];
      tree.add(entry.leaf);
    }
    return equalBytes(tree.root(), checkpoint.root)
      ? []
      : [`the first ${size} entries are not those of the checkpoint`];
  });
}

/** The checkpoints of the log that goes on, the smallest first; of those that were given up before only the signatures are looked at. */
function openAll(
  text: string,
  key: NoteKey,
): { readonly present: readonly Checkpoint[]; readonly findings: readonly string[] } {
  const { notes, rest } = readCheckpoints(text, "the file of checkpoints");
  const findings = rest === "" ? [] : ["the file of checkpoints ends in the middle of one"];
  const sizes = new Map<string, number>();
  const opened = notes.flatMap(({ origin, size, note }) => {
    if (size <= (sizes.get(origin) ?? 0))
      findings.push(`the checkpoint of ${origin} for ${size} comes after a larger one`);
    sizes.set(origin, size);
    try {
      return [openCheckpoint(note, keyOfLog(key, origin), verifyEd25519)];
    } catch (error) {
      if (!(error instanceof PkiError)) throw error;
      findings.push(`the checkpoint of ${origin} for ${size} is not signed by the log: ${error.code}`);
      return [];
    }
  });
  const present = notes.at(-1)?.origin;
  return { findings, present: opened.filter(({ origin }) => origin === present).toSorted((a, b) => a.size - b.size) };
}
