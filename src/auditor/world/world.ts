import type pg from "pg";
import type { NoteKey } from "#pki/checkpoint.ts";
import type { Anchors } from "#pki/path.ts";
import type { AskOcsp } from "#platform/ask-ocsp.ts";
import type { JournalEntry } from "#signer/journal-entry.ts";

/** Everything that the installation left behind, as it is at one moment. */
export interface World {
  /** To the register as its owner, within a transaction that sees one moment. */
  readonly client: pg.ClientBase;
  readonly anchors: Anchors;
  readonly journal: readonly JournalEntry[];
  /** The signer's file of checkpoints, and the log's key. */
  readonly checkpoints: string;
  readonly key: NoteKey;
  readonly askOcsp: AskOcsp;
  readonly now: Date;
}

/** What came of one look. */
export interface Seen {
  /** How many things were looked at. */
  readonly count: number;
  /** What is not as was promised, a few words each. */
  readonly violations: readonly string[];
}

/** One promise that can be judged by what is there. */
export interface Promised {
  /** Its number in tests/README.md. */
  readonly id: string;
  readonly what: string;
  look(world: World): Promise<Seen>;
}
