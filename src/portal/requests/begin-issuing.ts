import { failpoint } from "#ca/failpoint.ts";
import { type Prepared, preparePair } from "#ca/issue.ts";
import { recordIntents } from "#ca/store.ts";
import type { Tx } from "#platform/database.ts";
import { recordEvents } from "#portal/audit/store.ts";
import { checkFirstKeys } from "#portal/centre/check-first-keys.ts";
import { readVouchings, settleFirstKeys } from "#portal/centre/checking-store.ts";
import { tellApplicants } from "#portal/notices/requests/tell-applicants.ts";
import { requireRightTime } from "#portal/right-time/require-right-time.ts";
import { BatchFailed } from "./batch-failed.ts";
import { type ConfirmedRequest, lockConfirmed, markIssuing, markRejected, readConfirmed } from "./issuance-store.ts";
import type { IssuingContext } from "./issuing-context.ts";
import { refusalCode } from "./refusal-code.ts";
import { secondCheck } from "./second-check.ts";

const TRANSACTION = { maxWait: 10_000, timeout: 60_000 };

/** What became of some requests: what is to be signed for those that passed, and why the others did not. */
export interface Checked {
  readonly prepared: readonly Prepared[];
  readonly refused: readonly { readonly id: string; readonly code: string }[];
}

/**
 * Takes up to `limit` confirmed requests, the longest waiting first, checks each once more, and puts on record exactly
 * what is to be signed. The key is not asked before that record is committed.
 *
 * @param except requests that are to be left alone
 * @returns null when nothing waits
 * @throws {CaError} CLOCK_WRONG
 * @throws {BatchFailed} when the register would not have it: then all of them wait as before
 */
export async function beginIssuing(
  context: IssuingContext,
  { limit, except = [] }: { readonly limit: number; readonly except?: readonly string[] },
): Promise<readonly Prepared[] | null> {
  await requireRightTime(context);
  const { db, clock } = context;
  let ids: readonly string[] = [];
  const begun = await db
    .$transaction(async (tx) => {
      ids = await lockConfirmed(tx, { limit, except });
      if (ids.length === 0) return null;
      const now = clock.now();
      const { prepared, refused } = await checkAll(context, tx, { ids, now });
      await recordIntents(tx, prepared, now);
      const passed = [...new Set(prepared.map(({ requestId }) => requestId))];
      await markIssuing(tx, passed, now);
      await recordEvents(
        tx,
        passed.map((requestId) => ({ at: now, action: "request-issuing", requestId })),
      );
      const ended = await settleFirstKeys(tx, passed, now);
      await recordEnded(tx, ended, now);
      await rejectAll(tx, refused, now);
      return prepared;
    }, TRANSACTION)
    .catch((cause: unknown) => {
      throw new BatchFailed(ids, cause);
    });
  failpoint("issue.after_intent");
  return begun;
}

/** The log keeps why a request ended that another one of the same person has overtaken. Its address is told nothing. */
async function recordEnded(tx: Tx, ids: readonly string[], at: Date): Promise<void> {
  const facts = { code: "ANOTHER_CONFIRMED" };
  await recordEvents(
    tx,
    ids.map((requestId) => ({ at, action: "request-rejected", requestId, facts })),
  );
}

/** The second check of each, and both certificates of those that pass it, to the byte. */
export async function checkAll(
  context: IssuingContext,
  tx: Tx,
  { ids, now }: { readonly ids: readonly string[]; readonly now: Date },
): Promise<Checked> {
  const prepared: Prepared[] = [];
  const refused: { id: string; code: string }[] = [];
  const requests = await readConfirmed(tx, ids, now);
  const first = requests.filter(isForFirstKeys).map(({ id }) => id);
  const vouchings = first.length > 0 ? await readVouchings(tx, first, now) : [];
  for (const request of requests) {
    try {
      const vouched = { ...request, vouchings: vouchings.filter(({ requestId }) => requestId === request.id) };
      const order = isForFirstKeys(request) ? checkFirstKeys(context, vouched) : secondCheck(context, request);
      prepared.push(...(await preparePair(context.authority, await order)));
    } catch (error) {
      refused.push({ id: request.id, code: refusalCode(error) });
    }
  }
  return { prepared, refused };
}

const isForFirstKeys = ({ confirmation }: ConfirmedRequest) => confirmation === "REGISTRATION_CENTRE";

/** Ends requests that the authority will not issue on, each with its code. */
export async function rejectAll(tx: Tx, refused: Checked["refused"], at: Date): Promise<void> {
  for (const { id, code } of refused) await markRejected(tx, { id, code }, at);
  await recordEvents(
    tx,
    refused.map(({ id, code }) => ({ at, action: "request-rejected", requestId: id, facts: { code } })),
  );
  await tellApplicants(tx, {
    ...{ at, kind: "REQUEST_ENDED" },
    requests: refused.map(({ id, code }) => ({ id, reason: code })),
  });
}
