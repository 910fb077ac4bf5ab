import { recordVoid } from "#ca/store.ts";
import { beginIssuing, rejectAll } from "./begin-issuing.ts";
import { finishIssuing, type Intended } from "./finish-issuing.ts";
import { lockIssuing } from "./issuance-store.ts";
import type { IssuingContext } from "./issuing-context.ts";
import { resumeIssuing } from "./resume-issuing.ts";

/** Requests in one transaction: enough that a commit costs little, few enough that nobody waits long for theirs. */
const BATCH = 64;
/** Nothing happens to a request for so long only when its worker is gone. */
const INTERRUPTED_MS = 10_000;

interface Options {
  /** At the start of the only worker, what is being issued can be nobody's work: then nothing needs to be waited for. */
  readonly interruptedMs?: number;
}

/**
 * Issues both certificates of every confirmed request, in the order of confirmation, after what was interrupted before.
 *
 * May run any number of times and at the same time: each request is one worker's, and no request is issued twice. The
 * cycle is: verify again, record what will be signed, commit, sign, record, commit.
 *
 * @returns how many requests were worked on
 * @throws {CaError} SIGNER_UNAVAILABLE or SIGNER_ANSWER_WRONG: run it again later
 */
export async function issueConfirmed(
  context: IssuingContext,
  { interruptedMs = INTERRUPTED_MS }: Options = {},
): Promise<number> {
  let worked = 0;
  const finish = async (intents: readonly Intended[]) => {
    await rejectRefused(context, intents, await finishIssuing(context, intents));
    worked += new Set(intents.map(({ requestId }) => requestId)).size;
  };
  for (;;) {
    const intents = await resumeIssuing(context, interruptedMs, BATCH);
    if (!intents) break;
    await finish(intents);
  }
  for (;;) {
    const intents = await beginIssuing(context, BATCH);
    if (!intents) return worked;
    await finish(intents);
  }
}

/** What the signer's own policy refuses is buried there and ends here. */
async function rejectRefused(
  context: IssuingContext,
  intents: readonly Intended[],
  requestIds: readonly string[],
): Promise<void> {
  for (const id of requestIds) {
    const own = intents.filter(({ requestId }) => requestId === id);
    for (const { serial } of own) await context.authority.signer.void(serial);
    await context.db.$transaction(async (tx) => {
      const now = context.clock.now();
      if ((await lockIssuing(tx, [id])).length === 0) return;
      await recordVoid(
        tx,
        own.map(({ serial }) => serial),
        now,
      );
      await rejectAll(tx, [{ id, code: "SIGNER_REFUSED" }], now);
    });
  }
}
