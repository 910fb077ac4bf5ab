import { type Order, preparePair, redeem } from "#ca/issue.ts";
import { findOpenIntents, recordIntents } from "#ca/store.ts";
import type { Actor } from "#portal/actor.ts";
import { recordEvents } from "#portal/audit/store.ts";
import type { KeyAlgorithm, Storage } from "./contract.ts";
import { finishIssuing } from "./finish-issuing.ts";
import { createFirstRequest, findFirstInterrupted, markIssuing } from "./issuance-store.ts";
import type { IssuingContext } from "./issuing-context.ts";
import { newRequestNumber } from "./request-number.ts";
import { settleIntents } from "./settle-intents.ts";
import { storeIssued } from "./store-issued.ts";

type FirstHolder = Pick<
  Actor,
  "holderId" | "template" | "iin" | "surname" | "givenName" | "patronymic" | "bin" | "organisation"
>;

interface FirstKeys {
  readonly storage: Storage;
  readonly keyAlgorithm: KeyAlgorithm;
  /** DER SubjectPublicKeyInfos. */
  readonly keys: { readonly AUTH: Uint8Array<ArrayBuffer>; readonly SIGN: Uint8Array<ArrayBuffer> };
}

/**
 * Issues the first pair of a demonstration's person, who has no key yet to sign a request with.
 *
 * Only the owner of the register can: its requests are marked DEMONSTRATION, which the register refuses from any process
 * that serves people, and the worker from its queue.
 *
 * @returns the request's number
 */
export async function issueFirstKeys(context: IssuingContext, holder: FirstHolder, first: FirstKeys): Promise<string> {
  await endInterrupted(context, holder.holderId);
  const number = newRequestNumber(context.random);
  const { bin, organisation, template } = holder;
  const prepared = await context.db.$transaction(async (tx) => {
    const now = context.clock.now();
    const requestId = await createFirstRequest(tx, { ...first, number, holderId: holder.holderId, now });
    const order: Order = {
      requestId,
      template,
      person: holder,
      organisation: bin !== null && organisation !== null ? { bin, name: organisation } : null,
      storage: first.storage,
      keys: first.keys,
    };
    const pair = await preparePair(context.authority, order);
    await recordIntents(tx, pair, now);
    await markIssuing(tx, [requestId], now);
    await recordEvents(tx, [{ at: now, action: "request-issuing", requestId }]);
    return pair;
  });
  const certificates = await redeem(context.authority, prepared);
  await storeIssued(
    context,
    prepared.map((intent, at) => ({ intent, der: certificates[at] ?? new Uint8Array() })),
  );
  return number;
}

/** An earlier try may have been killed midway: what it had signed is stored, the rest is buried, and its keys are lost. */
async function endInterrupted(context: IssuingContext, holderId: string): Promise<void> {
  for (const requestId of await findFirstInterrupted(context.db, holderId)) {
    const pair = await findOpenIntents(context.db, [requestId]);
    const left = await settleIntents(context, { requestId, pair, code: "INTERRUPTED" });
    const [fault] = await finishIssuing(context, left);
    if (fault !== undefined) throw fault;
  }
}
