import type { CheckpointOrder, CheckpointSigner, SignedLast } from "#ca/checkpoint-signer.ts";
import { CaError } from "#ca/error.ts";
import { originAfter } from "#ca/log-name.ts";
import { equalBytes } from "#pki/bytes.ts";
import { openCheckpoint, signCheckpoint } from "#pki/checkpoint.ts";
import { isConsistent, treeHash } from "#pki/merkle.ts";
import { verifyEd25519 } from "#platform/ed25519.ts";
import type { CheckpointFile } from "./checkpoint-file.ts";
import type { CheckpointKey } from "./checkpoint-key.ts";
import type { GivenUp } from "./given-up.ts";

/** Everything that the signer of the log is made of. */
export interface CheckpointParts {
  readonly key: CheckpointKey;
  readonly file: CheckpointFile;
  /** The logs that were given up, as an operator's file says now. */
  readonly givenUp: () => readonly GivenUp[];
}

/**
 * The log's signer itself, in this process.
 *
 * It signs a log that has grown from what it signed last, by its own file and by a proof that it verifies; one that is
 * shorter or has another beginning never. So whoever has two checkpoints of one log holds two views of one history.
 *
 * @see c2sp.org/tlog-checkpoint: "A log MUST not sign any checkpoint which is inconsistent with any it previously signed"
 */
export function localCheckpointSigner({ key, file, givenUp }: CheckpointParts): CheckpointSigner {
  let turn: Promise<unknown> = Promise.resolve();

  function signedLast(): SignedLast {
    const before = givenUp();
    const origin = originAfter(key.name, before.length);
    const note = file.last(origin) ?? null;
    const log = { origin, note, givenUp: logIn(before.at(-1)) };
    if (note === null) return { ...log, size: 0, root: treeHash([]) };
    const { size, root } = openCheckpoint(note, { name: origin, publicKey: key.publicKey }, verifyEd25519);
    return { ...log, size, root };
  }

  async function sign({ last, size, root, proof }: CheckpointOrder): Promise<string> {
    const before = signedLast();
    if (before.note !== null && before.size === size && equalBytes(before.root, root)) return before.note;
    if (size < before.size) throw refused("checkpoint-smaller");
    if (last !== before.size) throw refused("checkpoint-moved");
    if (!isConsistent({ first: last, firstRoot: before.root, size, root, proof }))
      throw refused("checkpoint-inconsistent");
    const note = signCheckpoint({ origin: before.origin, size, root }, key.publicKey, key.sign);
    await file.append(before.origin, note);
    return note;
  }

  return {
    signedLast: async () => signedLast(),
    // one after the other: what is compared is what is replaced
    signCheckpoint(order) {
      const signed = turn.then(() => sign(order));
      turn = signed.catch(() => undefined);
      return signed;
    },
  };
}

const logIn = (word: GivenUp | undefined) =>
  word ? { origin: word.origin, size: word.size, by: word.by, reason: word.reason } : null;

const refused = (rule: string) => new CaError("SIGNER_REFUSED", rule, { rule });
