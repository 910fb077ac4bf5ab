import { BatchFailed } from "./batch-failed.ts";
import { beginIssuing } from "./begin-issuing.ts";
import { finishIssuing } from "./finish-issuing.ts";
import type { IssuingContext } from "./issuing-context.ts";
import { resumeIssuing } from "./resume-issuing.ts";
import type { Intended } from "./store-issued.ts";

/** Requests in one transaction: enough that a commit costs little, few enough that nobody waits long for theirs. */
const BATCH = 64;
/** Nothing happens to a request for so long only when its worker is gone. */
const INTERRUPTED_MS = 10_000;

interface Options {
  /** At the start of the only worker, what is being issued can be nobody's work: then nothing needs to be waited for. */
  readonly interruptedMs?: number;
}

/** What is to be taken next. */
interface Choice {
  readonly limit: number;
  readonly except: readonly string[];
}

/** One pass over the queue. */
interface Run {
  worked: number;
  /** So many requests are taken alone, because they failed together. */
  oneByOne: number;
  /** Requests that are not taken again in this pass. */
  readonly except: Set<string>;
  readonly faults: unknown[];
}

/**
 * Issues both certificates of every confirmed request, in the order of confirmation, after what was interrupted before.
 *
 * May run any number of times and at the same time: each request is one worker's, and no request is issued twice. The
 * cycle is: verify again, record what will be signed, commit, sign, record, commit. A request with which something goes
 * wrong stays where it is and keeps no other waiting.
 *
 * @returns how many requests were worked on
 * @throws {CaError} CLOCK_WRONG, SIGNER_UNAVAILABLE: run it again later
 * @throws what went wrong with single requests, after all the others are issued: run it again later too
 */
export async function issueConfirmed(
  context: IssuingContext,
  { interruptedMs = INTERRUPTED_MS }: Options = {},
): Promise<number> {
  const run: Run = { worked: 0, oneByOne: 0, except: new Set(), faults: [] };
  const finish = async (intents: readonly Intended[]) => {
    run.faults.push(...(await finishIssuing(context, intents)));
    run.worked += new Set(intents.map(({ requestId }) => requestId)).size;
  };
  await drain(run, async (choice) => {
    const resumed = await resumeIssuing(context, { ...choice, idleMs: interruptedMs });
    if (!resumed) return false;
    for (const id of resumed.requestIds) run.except.add(id);
    run.faults.push(...resumed.faults);
    await finish(resumed.intents);
    return true;
  });
  await overlap(finish, (finishLater) =>
    drain(run, async (choice) => {
      const begun = await beginIssuing(context, choice);
      if (begun) await finishLater(begun);
      return begun !== null;
    }),
  );
  if (run.faults.length === 1) throw run.faults[0];
  if (run.faults.length > 1) throw new AggregateError(run.faults, `${run.faults.length} requests could not be issued`);
  return run.worked;
}

/**
 * Lets a batch be signed and stored while the next one is checked: the one waits for others, the other needs the processor.
 * No more than these two are on the way, and none is when this ends.
 */
async function overlap<Batch>(
  finish: (batch: Batch) => Promise<void>,
  work: (finishLater: (batch: Batch) => Promise<void>) => Promise<void>,
): Promise<void> {
  let finishing = Promise.resolve();
  try {
    await work(async (batch) => {
      await finishing;
      finishing = finish(batch);
      // told to whoever comes next; until then it is not unhandled
      finishing.catch(() => undefined);
    });
  } finally {
    await finishing;
  }
}

/** Takes batches until there are no more. */
async function drain(run: Run, takeBatch: (choice: Choice) => Promise<boolean>): Promise<void> {
  for (let more = true; more; ) {
    const limit = run.oneByOne > 0 ? 1 : BATCH;
    run.oneByOne--;
    more = await takeBatch({ limit, except: [...run.except] }).catch((error: unknown) => isolate(run, error));
  }
}

/** The requests of a batch that failed are taken one by one; one that fails alone is left for the next pass. */
function isolate(run: Run, error: unknown): true {
  if (!(error instanceof BatchFailed) || error.requestIds.length === 0) throw error;
  if (error.requestIds.length > 1) {
    run.oneByOne = error.requestIds.length;
  } else {
    for (const id of error.requestIds) run.except.add(id);
    run.faults.push(error.cause);
  }
  return true;
}
