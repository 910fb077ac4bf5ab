import { CaError } from "#ca/error.ts";
import { failpoint } from "#ca/failpoint.ts";
import { redeem } from "#ca/issue.ts";
import { type IssuedCertificate, type OpenIntent, recordCertificates } from "#ca/store.ts";
import { recordEvents } from "#portal/audit/store.ts";
import { type BeingIssued, lockIssuing, markIssued } from "./issuance-store.ts";
import type { IssuingContext } from "./issuing-context.ts";

/** One half of a pair, as it is on record. */
export type Intended = Omit<OpenIntent, "createdAt">;

/** An intent with the certificate that came of it, DER. */
export interface Redeemed {
  readonly intent: Intended;
  readonly der: Uint8Array;
}

const TRANSACTION = { maxWait: 10_000, timeout: 60_000 };

/**
 * Has the recorded intents signed and stores what comes of them: both certificates of a request or none.
 *
 * @returns the requests that the signer refuses for ever; all others are issued
 * @throws {CaError} SIGNER_UNAVAILABLE or SIGNER_ANSWER_WRONG: then it is tried again, with the same intents
 */
export async function finishIssuing(context: IssuingContext, intents: readonly Intended[]): Promise<readonly string[]> {
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
    if (!(error instanceof CaError) || error.code !== "SIGNER_REFUSED") throw error;
    const requests = Map.groupBy(intents, ({ requestId }) => requestId);
    if (requests.size === 1) return [...requests.keys()];
    // One of them is poison: each is now tried alone, so that the others are not kept waiting.
    const refused: string[] = [];
    for (const pair of requests.values()) refused.push(...(await finishIssuing(context, pair)));
    return refused;
  }
}

/** Stores certificates whose requests are still being issued; what another worker has stored meanwhile stays as it is. */
export async function storeIssued(
  { db, clock, authority }: IssuingContext,
  redeemed: readonly Redeemed[],
): Promise<void> {
  const ids = [...new Set(redeemed.map(({ intent }) => intent.requestId))];
  await db.$transaction(async (tx) => {
    const open = await lockIssuing(tx, ids);
    const now = clock.now();
    await recordCertificates(tx, authority.issuer, whose(redeemed, open), now);
    const issued = open.map(({ id }) => id);
    await markIssued(tx, issued, now);
    await recordEvents(
      tx,
      issued.map((requestId) => ({ at: now, action: "request-issued", requestId })),
    );
    failpoint("issue.before_store_commit");
  }, TRANSACTION);
  failpoint("issue.after_store");
}

function whose(redeemed: readonly Redeemed[], open: readonly BeingIssued[]): readonly IssuedCertificate[] {
  const requests = new Map(open.map((request) => [request.id, request]));
  return redeemed.flatMap(({ intent: { requestId, slot, profile, profileVersion }, der }) => {
    const request = requests.get(requestId);
    if (!request) return [];
    const { holderId, storage } = request;
    return [{ requestId, slot, profile, profileVersion, holderId, storage, der }];
  });
}
