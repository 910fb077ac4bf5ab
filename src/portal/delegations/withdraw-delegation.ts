import { toHex } from "#pki/bytes.ts";
import type { Actor } from "#portal/actor.ts";
import { mayDelegate } from "#portal/approvals/may-decide.ts";
import { recordEvents } from "#portal/audit/store.ts";
import type { Context } from "#portal/context.ts";
import { requireSignedBy } from "#portal/documents/require-signed-by.ts";
import { PortalError } from "#portal/error.ts";
import { createDocument } from "#portal/requests/store.ts";
import { takeChallenge } from "#portal/sign-in/take-challenge.ts";
import { type WithdrawDelegation, withdrawalText } from "./contract.ts";
import { delegateFacts } from "./delegate-facts.ts";
import { findDelegation, withdrawOnce } from "./store.ts";
import { termOf } from "./term.ts";

interface Withdrawing extends WithdrawDelegation {
  readonly id: string;
  /** The token in the browser's pre-session cookie. */
  readonly browser: string | null;
}

/**
 * A first head takes a right to confirm back that one of the organisation has given. What the delegate has confirmed before
 * stays confirmed.
 *
 * @throws {PortalError} FORBIDDEN for anybody else, CHALLENGE_REFUSED, NOT_FOUND (another organisation's as one that does
 *   not exist), DELEGATION_OVER, what `requireSignedBy` throws, checked in this order
 */
export async function withdrawDelegation(context: Context, actor: Actor, withdrawing: Withdrawing): Promise<void> {
  if (!mayDelegate(actor)) throw new PortalError("FORBIDDEN");
  const { id, nonce, language, cms, browser } = withdrawing;
  const { db, clock, origin, primitives } = context;
  const { organisationId, holderId } = actor;
  await takeChallenge(context, { nonce, purpose: "WITHDRAW_DELEGATION", browser, holderId });
  const given = await findDelegation(db, organisationId, id);
  if (!given) throw new PortalError("NOT_FOUND");
  const at = clock.now();
  if (given.withdrawnAt || termOf(given).until <= at) throw new PortalError("DELEGATION_OVER");

  const { person, template } = given.delegate;
  const whose = delegateFacts({ ...person, template, bin: actor.bin ?? "", organisation: actor.organisation ?? "" });
  const delegation = toHex(await primitives.digest("SHA-256", new TextEncoder().encode(given.document.text)));
  const text = withdrawalText({ ...{ origin, nonce, language, delegation }, ...whose });
  const certificateId = await requireSignedBy(context, actor, { text, cms });
  await db.$transaction(async (tx) => {
    const purpose = "WITHDRAW_DELEGATION";
    const documentId = await createDocument(tx, { purpose, text, cms, certificateId, signedAt: at });
    if (!(await withdrawOnce(tx, { id, at, documentId }))) throw new PortalError("DELEGATION_OVER");
    const facts = { delegationId: id, documentId };
    await recordEvents(tx, [{ at, action: "delegation-withdrawn", actorId: holderId, facts }]);
  });
}
