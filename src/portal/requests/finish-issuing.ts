import { CaError } from "#ca/error.ts";
import { failpoint } from "#ca/failpoint.ts";
import { isFresh } from "#ca/fresh-intent.ts";
import { redeem } from "#ca/issue.ts";
import { findOpenIntents } from "#ca/store.ts";
import type { IssuingContext } from "./issuing-context.ts";
import { settleIntents } from "./settle-intents.ts";
import { type Intended, storeIssued } from "./store-issued.ts";

/** How often other intents may take the place of refused ones before something else must be wrong. */
const TRIES = 3;

/**
 * Has the recorded intents signed and stores what comes of them: both certificates of a request or none.
 *
 * When anything fails, each request is tried alone, so that one that cannot be stored or signed keeps no other waiting.
 * What the signer refuses for ever ends there; what fails otherwise stays as it is on record, to be tried again.
 *
 * @returns what went wrong with single requests
 * @throws {CaError} SIGNER_UNAVAILABLE: then nothing is lost and all of it is tried again, with the same intents
 */
export async function finishIssuing(
  context: IssuingContext,
  intents: readonly Intended[],
  tries = TRIES,
): Promise<readonly unknown[]> {
  if (intents.length === 0) return [];
  try {
    const certificates = await redeem(context.authority, intents);
    failpoint("issue.after_sign");
    await storeIssued(
      context,
      intents.flatMap((intent, at) => ({ intent, der: certificates[at] ?? new Uint8Array() })),
    );
    return [];
  } catch (error) {
    if (error instanceof CaError && error.code === "SIGNER_UNAVAILABLE") throw error;
    const pairs = Map.groupBy(intents, ({ requestId }) => requestId);
    const faults: unknown[] = [];
    for (const [requestId, pair] of pairs) {
      const finished =
        pairs.size === 1 && error instanceof CaError && error.code === "SIGNER_REFUSED" && tries > 0
          ? finishRefused(context, { requestId, pair, refusal: error }, tries - 1)
          : pairs.size === 1
            ? [error]
            : finishIssuing(context, pair, tries);
      faults.push(...(await finished));
    }
    return faults;
  }
}

interface Refused {
  readonly requestId: string;
  readonly pair: readonly Intended[];
  readonly refusal: CaError;
}

/** Not every refusal is the request's end: another worker may have buried these serials, or we were too slow. */
async function finishRefused(
  context: IssuingContext,
  { requestId, pair, refusal }: Refused,
  tries: number,
): Promise<readonly unknown[]> {
  try {
    if (refusal.rule === "dated-back-or-ahead" && (await isStillFresh(context, requestId))) return [refusal];
    const isOurs = refusal.rule !== "dated-back-or-ahead" && refusal.rule !== "serial-buried";
    const left = await settleIntents(context, { requestId, pair, ...(isOurs && { code: refusal.code }) });
    return await finishIssuing(context, left, tries);
  } catch (error) {
    if (error instanceof CaError && error.code === "SIGNER_UNAVAILABLE") throw error;
    return [error];
  }
}

/** Then the signer's clock and ours differ, and other intents would be refused as these are. */
async function isStillFresh({ db, clock }: IssuingContext, requestId: string): Promise<boolean> {
  const open = await findOpenIntents(db, [requestId]);
  return open.length > 0 && open.every((intent) => isFresh(intent, clock.now()));
}
