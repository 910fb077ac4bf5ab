import { certificateFrom } from "#ca/issue.ts";
import { findOpenIntents, recordIntents, recordVoid } from "#ca/store.ts";
import type { Tx } from "#platform/database.ts";
import { recordEvents } from "#portal/audit/store.ts";
import { checkAll, rejectAll } from "./begin-issuing.ts";
import { revokeIssued } from "./dying-store.ts";
import { lockIssuing } from "./issuance-store.ts";
import type { IssuingContext } from "./issuing-context.ts";
import { type Intended, type Redeemed, recordRedeemed } from "./store-issued.ts";

const TRANSACTION = { maxWait: 10_000, timeout: 60_000 };
/** Certificates of one request. */
const PAIR = 2;

interface Settling {
  readonly requestId: string;
  /** Its intents as they were last seen. */
  readonly pair: readonly Intended[];
  /** Why nothing more may be signed for it; without one, what is buried is replaced. */
  readonly code?: string;
}

/**
 * Ends the intents of one request that cannot be redeemed as they are, by the signer's word on each: it has buried the
 * serial, or it hands out the signature that it has made.
 *
 * No signature is ever left without its certificate. Where both halves are signed they count, whatever the reason was;
 * where one is, the other gets a new intent. If it must not have one the request ends, and the certificate that exists is
 * stored and revoked with it, so that the register and the lists can answer for it.
 *
 * @returns the intents that are to be redeemed now, as another worker may have left them; none when the request has ended
 * @throws {CaError} SIGNER_UNAVAILABLE, SIGNER_ANSWER_WRONG
 */
export async function settleIntents(
  context: IssuingContext,
  { requestId, pair, code }: Settling,
): Promise<readonly Intended[]> {
  const { buried, signed } = await askSigner(context, pair);
  return context.db.$transaction(async (tx) => {
    const open = await lockIssuing(tx, [requestId]);
    if (open.length === 0) return [];
    const at = context.clock.now();
    await recordBurials(tx, { requestId, buried, at });
    const standing = await findOpenIntents(tx, [requestId]);
    if (standing.length === PAIR) return standing;

    const { prepared, refused } =
      code === undefined
        ? await checkAll(context, tx, { ids: [requestId], now: at })
        : { prepared: [], refused: [{ id: requestId, code }] };
    if (refused.length > 0) {
      await recordRedeemed(tx, context.authority.issuer, { redeemed: signed, open, at });
      await revokeIssued(tx, [requestId], at);
      await rejectAll(tx, refused, at);
      return [];
    }
    const taken = standing.map(({ slot }) => slot);
    await recordIntents(
      tx,
      prepared.filter(({ slot }) => !taken.includes(slot)),
      at,
    );
    return findOpenIntents(tx, [requestId]);
  }, TRANSACTION);
}

async function askSigner({ authority }: IssuingContext, pair: readonly Intended[]) {
  const buried: string[] = [];
  const signed: Redeemed[] = [];
  for (const intent of pair) {
    const answer = await authority.signer.void(intent.serial);
    if (answer.voided) buried.push(intent.serial);
    else signed.push({ intent, der: await certificateFrom(authority, intent, answer.signature) });
  }
  return { buried, signed };
}

async function recordBurials(
  tx: Tx,
  { requestId, buried, at }: { readonly requestId: string; readonly buried: readonly string[]; readonly at: Date },
): Promise<void> {
  const serials = await recordVoid(tx, buried, at);
  await recordEvents(
    tx,
    serials.map((serial) => ({ at, action: "intent-voided", requestId, facts: { serial } })),
  );
}
