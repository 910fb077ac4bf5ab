/** A letter or an SMS as it came. */
export interface KeptMessage {
  /** The sender's number of an SMS; ours of a letter. */
  readonly id: string;
  readonly at: Date;
  readonly channel: "EMAIL" | "SMS";
  /** The recipients of the envelope, or the phone. */
  readonly to: readonly string[];
  readonly subject: string;
  readonly text: string;
  readonly html: string | null;
  /** Names of attached files. */
  readonly files: readonly string[];
  /** A letter byte for byte, as Latin-1. */
  readonly raw: string | null;
}

/** Older ones are forgotten. */
const KEPT_MAX = 5000;

export interface KeptMessages {
  keep(message: KeptMessage): void;
  /** The newest first. */
  list(): readonly KeptMessage[];
  find(id: string): KeptMessage | undefined;
}

/** What came, in memory alone: it ends with the process. */
export function keptMessages(): KeptMessages {
  const kept = new Map<string, KeptMessage>();
  return {
    keep(message) {
      // whoever sends the same SMS again sends it once
      if (kept.has(message.id)) return;
      kept.set(message.id, message);
      for (const oldest of kept.keys()) {
        if (kept.size <= KEPT_MAX) break;
        kept.delete(oldest);
      }
    },
    list: () => [...kept.values()].toReversed(),
    find: (id) => kept.get(id),
  };
}
