import type { Actor } from "#portal/actor.ts";
import { mayManage } from "#portal/approvals/may-decide.ts";
import { recordEvents } from "#portal/audit/store.ts";
import type { Context } from "#portal/context.ts";
import { confirmationsText } from "#portal/documents/contract.ts";
import { requireSignedBy } from "#portal/documents/require-signed-by.ts";
import { PortalError } from "#portal/error.ts";
import { createDocument } from "#portal/requests/store.ts";
import { takeChallenge } from "#portal/sign-in/take-challenge.ts";
import type { SetConfirmations } from "./contract.ts";
import { countManagers, createPolicy } from "./store.ts";

interface Order extends SetConfirmations {
  /** The token in the browser's pre-session cookie. */
  readonly browser: string | null;
}

/**
 * The senior manager says how many persons have to confirm the requests of the organisation's people from now on.
 *
 * Changes nothing itself: the word is on record when this returns, and the worker verifies it once more. Requests that wait
 * already need what they needed when they were filed.
 *
 * @throws {PortalError} FORBIDDEN for anybody else, CHALLENGE_REFUSED, TOO_FEW_MANAGERS where so many could never confirm,
 *   what `requireSignedBy` throws, checked in this order
 */
export async function orderConfirmations(context: Context, actor: Actor, order: Order): Promise<void> {
  const { confirmations, nonce, language, cms, browser } = order;
  const { db, clock, origin } = context;
  if (!mayManage(actor)) throw new PortalError("FORBIDDEN");
  const { organisationId, holderId } = actor;
  const challenge = await takeChallenge(context, { nonce, purpose: "CONFIRMATIONS", browser, holderId });
  const at = clock.now();
  if ((await countManagers(db, organisationId, at)) < confirmations) throw new PortalError("TOO_FEW_MANAGERS");

  const whose = { bin: actor.bin ?? "", organisation: actor.organisation ?? "" };
  const expiresAt = challenge.expiresAt.toISOString();
  const text = confirmationsText({ ...{ origin, nonce, language, confirmations, expiresAt }, ...whose });
  const certificateId = await requireSignedBy(context, actor, { text, cms });
  await db.$transaction(async (tx) => {
    const documentId = await createDocument(tx, { purpose: "CONFIRMATIONS", text, cms, certificateId, signedAt: at });
    await createPolicy(tx, { organisationId, confirmations, documentId, orderedAt: at });
    const facts = { documentId, confirmations };
    await recordEvents(tx, [{ at, action: "confirmations-ordered", actorId: holderId, facts }]);
  });
}
