import type { CheckpointSigner, SignedLast } from "#ca/checkpoint-signer.ts";
import { failpoint } from "#ca/failpoint.ts";
import { consistencyRanges } from "#pki/merkle.ts";
import { recordEvents } from "#portal/audit/store.ts";
import type { Context } from "#portal/context.ts";
import { readTree } from "./read-tree.ts";
import { countEntries, findNewestCheckpoint, makeTiles, type RecordedCheckpoint, recordCheckpoint } from "./store.ts";

/** What signing the log needs. */
export interface LogContext extends Pick<Context, "db" | "clock"> {
  readonly logSigner: CheckpointSigner;
}

/**
 * Has all that was entered in the log until now signed, and the signature put on record; again, when nothing has come, it
 * does nothing.
 *
 * What the signer signed while we were interrupted is put on record first. Whether this log goes on from what was signed
 * last the signer judges, by a proof: of a register that was put back it signs no more.
 *
 * @throws {CaError} SIGNER_REFUSED checkpoint-smaller or checkpoint-inconsistent, SIGNER_UNAVAILABLE
 */
export async function signCheckpoint(context: LogContext): Promise<void> {
  const { db, logSigner } = context;
  const last = await logSigner.signedLast();
  const size = await countEntries(db);
  await makeTiles(db, size);
  if (last.note !== null && size >= last.size) await record(context, last, last.note);
  // the record of it may have been an entry
  if (size === last.size) return;

  const hashOf = await readTree(db, size, last.size);
  const root = hashOf({ from: 0, to: size });
  const proof = size > last.size ? consistencyRanges(last.size, size).map(hashOf) : [];
  const note = await logSigner.signCheckpoint({ last: last.size, size, root, proof });
  failpoint("audit.after_sign");
  await record(context, { ...last, size, root }, note);
}

/** With a word in the log itself where it goes on under another name, because an operator has given the one before up. */
async function record({ db, clock }: LogContext, signed: SignedLast, note: string): Promise<void> {
  const { origin, size, root, givenUp } = signed;
  await db.$transaction(async (tx) => {
    const before = await findNewestCheckpoint(tx);
    const checkpoint: RecordedCheckpoint = { origin, size, root, note };
    if (before?.origin === origin && before.size >= size) return;
    const at = clock.now();
    if (!(await recordCheckpoint(tx, checkpoint, at)) || !givenUp || before?.origin === origin) return;
    const { origin: earlier, ...word } = givenUp;
    await recordEvents(tx, [{ at, action: "log-begun-anew", facts: { origin, earlier, ...word } }]);
  });
}
