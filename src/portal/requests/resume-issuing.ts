import { isFresh } from "#ca/fresh-intent.ts";
import { certificateFrom } from "#ca/issue.ts";
import { findOpenIntents, type OpenIntent, recordIntents, recordVoid } from "#ca/store.ts";
import { recordEvents } from "#portal/audit/store.ts";
import { checkAll, rejectAll } from "./begin-issuing.ts";
import { type Intended, type Redeemed, storeIssued } from "./finish-issuing.ts";
import { lockInterrupted, lockIssuing, markIssuing, readConfirmed } from "./issuance-store.ts";
import type { IssuingContext } from "./issuing-context.ts";

const TRANSACTION = { maxWait: 10_000, timeout: 60_000 };

/**
 * Takes over requests whose issuing was interrupted, by a crash or by a signer that did not answer.
 *
 * What is fresh is to be redeemed as it is on record. Of what is not, the signer is first made to bury the serial or to
 * hand out the signature that it has made: only then may there be another.
 *
 * @param idleMs how long nothing must have happened to a request before it counts as interrupted
 * @returns the intents that are to be redeemed now; null when nothing was interrupted
 */
export async function resumeIssuing(
  context: IssuingContext,
  idleMs: number,
  limit: number,
): Promise<readonly Intended[] | null> {
  const now = context.clock.now();
  const intents = await takeOver(context, { now, idleMs, limit });
  if (!intents) return null;
  const pairs = [...Map.groupBy(intents, ({ requestId }) => requestId).values()];
  const stale = pairs.filter((pair) => !pair.every((intent) => isFresh(intent, now)));
  const renewed: Intended[] = [];
  for (const pair of stale) renewed.push(...(await renew(context, pair)));
  const staleIds = new Set(stale.flat().map(({ requestId }) => requestId));
  return [...intents.filter(({ requestId }) => !staleIds.has(requestId)), ...renewed];
}

async function takeOver({ db }: IssuingContext, { now, idleMs, limit }: { now: Date; idleMs: number; limit: number }) {
  return db.$transaction(async (tx) => {
    const ids = await lockInterrupted(tx, new Date(now.getTime() - idleMs), limit);
    if (ids.length === 0) return null;
    await markIssuing(tx, ids, now);
    return findOpenIntents(tx, ids);
  }, TRANSACTION);
}

/** Ends the old intents of one pair: with the certificates that exist already, or with new intents. */
async function renew(context: IssuingContext, pair: readonly OpenIntent[]): Promise<readonly Intended[]> {
  const redeemed: Redeemed[] = [];
  const voided: OpenIntent[] = [];
  for (const intent of pair) {
    const answer = await context.authority.signer.void(intent.serial);
    if (answer.voided) voided.push(intent);
    else redeemed.push({ intent, der: await certificateFrom(context.authority, intent, answer.signature) });
  }
  if (voided.length > 0) return replace(context, voided);
  await storeIssued(context, redeemed);
  return [];
}

/** Records the burials and, for the same slots, what is to be signed instead, if the request still passes its check. */
async function replace(context: IssuingContext, voided: readonly OpenIntent[]): Promise<readonly Intended[]> {
  const ids = voided.slice(0, 1).map(({ requestId }) => requestId);
  const now = context.clock.now();
  return context.db.$transaction(async (tx) => {
    const open = (await lockIssuing(tx, ids)).map(({ id }) => id);
    await recordVoid(
      tx,
      voided.map(({ serial }) => serial),
      now,
    );
    await recordEvents(
      tx,
      voided.map(({ serial, requestId }) => ({ at: now, action: "intent-voided", requestId, facts: { serial } })),
    );
    const { prepared, refused } = await checkAll(context, await readConfirmed(tx, open, now));
    const slots = voided.map(({ slot }) => slot);
    await recordIntents(
      tx,
      prepared.filter(({ slot }) => slots.includes(slot)),
      now,
    );
    await rejectAll(tx, refused, now);
    return refused.length > 0 ? [] : findOpenIntents(tx, open);
  }, TRANSACTION);
}
