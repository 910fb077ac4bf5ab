import type { Actor } from "#portal/actor.ts";
import { mayDelegate } from "#portal/approvals/may-decide.ts";
import { recordEvents } from "#portal/audit/store.ts";
import type { Context } from "#portal/context.ts";
import { requireSignedBy } from "#portal/documents/require-signed-by.ts";
import { PortalError } from "#portal/error.ts";
import { dayInAlmaty, startOfDay } from "#portal/notices/almaty-day.ts";
import { createDocument } from "#portal/requests/store.ts";
import { takeChallenge } from "#portal/sign-in/take-challenge.ts";
import { delegationText, type GiveDelegation } from "./contract.ts";
import { delegateFacts } from "./delegate-facts.ts";
import { createDelegation, endOfCertificate, findEligible } from "./store.ts";
import { dateOf, latestDay, termOf } from "./term.ts";

interface Giving extends GiveDelegation {
  /** The token in the browser's pre-session cookie. */
  readonly browser: string | null;
}

/**
 * The first head gives somebody of the organisation, who has a key for that, the right to confirm requests of some kinds
 * from a day to a day.
 *
 * @throws {PortalError} FORBIDDEN for anybody else, CHALLENGE_REFUSED, NOT_FOUND for whom nobody may give it to,
 *   DELEGATION_DATES, what `requireSignedBy` throws, and DELEGATION_DATES again beyond the signing key's own end, checked in
 *   this order
 */
export async function giveDelegation(context: Context, actor: Actor, giving: Giving): Promise<void> {
  if (!mayDelegate(actor)) throw new PortalError("FORBIDDEN");
  const { nonce, language, cms, browser, from, last, kinds } = giving;
  const { db, clock, origin } = context;
  const { organisationId, holderId } = actor;
  await takeChallenge(context, { nonce, purpose: "DELEGATE", browser, holderId });
  const delegate = await findEligible(db, actor, giving.delegate);
  if (!delegate) throw new PortalError("NOT_FOUND");
  const at = clock.now();
  const term = { fromDay: dateOf(from), lastDay: dateOf(last) };
  requireTerm(term, at);

  const { person, template } = delegate;
  const whose = delegateFacts({ ...person, template, bin: actor.bin ?? "", organisation: actor.organisation ?? "" });
  const text = delegationText({ ...{ origin, nonce, language, from, last, kinds }, ...whose });
  const certificateId = await requireSignedBy(context, actor, { text, cms });
  if (termOf(term).until > (await endOfCertificate(db, certificateId))) throw new PortalError("DELEGATION_DATES");
  await db.$transaction(async (tx) => {
    const documentId = await createDocument(tx, { purpose: "DELEGATE", text, cms, certificateId, signedAt: at });
    const given = { organisationId, delegateHolderId: delegate.id, ...term, kinds, documentId, givenAt: at };
    const delegationId = await createDelegation(tx, given);
    const facts = { delegationId, documentId };
    await recordEvents(tx, [{ at, action: "delegation-given", actorId: holderId, facts }]);
  });
}

/** From today on, and a year at most. */
function requireTerm({ fromDay, lastDay }: Parameters<typeof termOf>[0], at: Date): void {
  const isPast = termOf({ fromDay, lastDay }).from < startOfDay(dayInAlmaty(at));
  if (isPast || lastDay < fromDay || lastDay > latestDay(fromDay)) throw new PortalError("DELEGATION_DATES");
}
