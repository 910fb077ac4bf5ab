import { CaError } from "#ca/error.ts";
import { isFresh } from "#ca/fresh-intent.ts";
import { findOpenIntents, type OpenIntent } from "#ca/store.ts";
import { requireRightTime } from "#portal/right-time/require-right-time.ts";
import { BatchFailed } from "./batch-failed.ts";
import { lockInterrupted, markIssuing } from "./issuance-store.ts";
import type { IssuingContext } from "./issuing-context.ts";
import { settleIntents } from "./settle-intents.ts";
import type { Intended } from "./store-issued.ts";

const TRANSACTION = { maxWait: 10_000, timeout: 60_000 };

interface Choice {
  /** How long nothing must have happened to a request before it counts as interrupted. */
  readonly idleMs: number;
  readonly limit: number;
  /** Requests that are to be left alone. */
  readonly except: readonly string[];
}

/** What was taken over: the intents that are to be redeemed now, and what went wrong with single requests. */
export interface Resumed {
  readonly requestIds: readonly string[];
  readonly intents: readonly Intended[];
  readonly faults: readonly unknown[];
}

/**
 * Takes over requests whose issuing was interrupted, by a crash or by a signer that did not answer.
 *
 * What is fresh is to be redeemed as it is on record. Of what is not, the signer is first made to bury the serial or to
 * hand out the signature that it has made: only then may there be another.
 *
 * @returns null when nothing was interrupted
 * @throws {BatchFailed} when the register would not have it
 * @throws {CaError} CLOCK_WRONG, SIGNER_UNAVAILABLE
 */
export async function resumeIssuing(context: IssuingContext, choice: Choice): Promise<Resumed | null> {
  await requireRightTime(context);
  const now = context.clock.now();
  const taken = await takeOver(context, choice, now);
  if (taken.size === 0) return null;
  const intents: Intended[] = [];
  const faults: unknown[] = [];
  for (const [requestId, pair] of taken) {
    try {
      const isWhole = pair.length === 2 && pair.every((intent) => isFresh(intent, now));
      intents.push(...(isWhole ? pair : await settleIntents(context, { requestId, pair })));
    } catch (error) {
      if (error instanceof CaError && error.code === "SIGNER_UNAVAILABLE") throw error;
      faults.push(error);
    }
  }
  return { requestIds: [...taken.keys()], intents, faults };
}

async function takeOver(
  { db }: IssuingContext,
  { idleMs, limit, except }: Choice,
  now: Date,
): Promise<ReadonlyMap<string, readonly OpenIntent[]>> {
  let ids: readonly string[] = [];
  try {
    return await db.$transaction(async (tx) => {
      const since = new Date(now.getTime() - idleMs);
      ids = await lockInterrupted(tx, { since, limit, except });
      if (ids.length === 0) return new Map();
      await markIssuing(tx, ids, now);
      const intents = await findOpenIntents(tx, ids);
      return new Map(ids.map((id) => [id, intents.filter(({ requestId }) => requestId === id)]));
    }, TRANSACTION);
  } catch (cause) {
    throw new BatchFailed(ids, cause);
  }
}
