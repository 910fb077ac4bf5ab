import type { Actor } from "#portal/actor.ts";
import { recordEvents } from "#portal/audit/store.ts";
import type { Context } from "#portal/context.ts";
import { decidedFacts, wordText } from "#portal/documents/request-form.ts";
import { requireSignedBy } from "#portal/documents/require-signed-by.ts";
import { PortalError } from "#portal/error.ts";
import { tellApplicants } from "#portal/notices/requests/tell-applicants.ts";
import { createDocument, queueIssuance } from "#portal/requests/store.ts";
import { takeChallenge } from "#portal/sign-in/take-challenge.ts";
import { applicantOf } from "./applicant-of.ts";
import type { Decide } from "./contract.ts";
import { mayDecide, speaksFor } from "./may-decide.ts";
import { decideOnce, findForDecision } from "./store.ts";

interface Answer {
  readonly number: string;
  /** The token in the browser's pre-session cookie. */
  readonly browser: string | null;
  readonly decision: Decide;
}

type Waiting = NonNullable<Awaited<ReturnType<typeof findForDecision>>>;

/**
 * The senior manager, or whom a first head has given the right, confirms or refuses the request of another person of the
 * same organisation, by a signature over all that it asks for. Where the organisation wants more than one confirmation, it waits until the last of them.
 *
 * Confirming issues nothing: the worker verifies this signature again, with the applicant's, before it does.
 *
 * @throws {PortalError} FORBIDDEN for anybody else, CHALLENGE_REFUSED, NOT_FOUND (another organisation's request, or of a
 *   kind that was not given, as one that does not exist), FORBIDDEN for a word that does not count on such a person's
 *   request, OWN_REQUEST, REQUEST_NOT_WAITING, REQUEST_EXPIRED, what `requireSignedBy` throws, REQUEST_CHANGED, checked in
 *   this order
 */
export async function decide(context: Context, actor: Actor, { number, browser, decision }: Answer): Promise<void> {
  if (!mayDecide(actor)) throw new PortalError("FORBIDDEN");
  const { nonce, language, verdict, cms } = decision;
  await takeChallenge(context, { nonce, purpose: verdict, browser, holderId: actor.holderId });
  const request = await findForDecision(context.db, actor, number);
  if (!request) throw new PortalError("NOT_FOUND");
  if (!speaksFor(actor.template, request.holder.template)) throw new PortalError("FORBIDDEN");
  requireWaiting(request, actor, context.clock.now());
  if (request.decisions.some(({ approver }) => approver.person.id === actor.personId))
    throw new PortalError("REQUEST_NOT_WAITING", { detail: "this person has said a word already" });

  const facts = await decidedFacts(
    applicantOf(request),
    { ...request, form: request.document?.text ?? "" },
    context.primitives,
  );
  const word = verdict === "REFUSE" ? { verdict, reason: decision.reason } : { verdict };
  const text = wordText(facts, { origin: context.origin, nonce, language, ...word });
  const certificateId = await requireSignedBy(context, actor, { text, cms });
  await keep(context, actor, { request, text, certificateId, decision });
}

function requireWaiting({ holder, state, expiresAt }: Waiting, actor: Actor, now: Date): void {
  if (holder.personId === actor.personId) throw new PortalError("OWN_REQUEST");
  if (state !== "SUBMITTED") throw new PortalError(state === "EXPIRED" ? "REQUEST_EXPIRED" : "REQUEST_NOT_WAITING");
  if (expiresAt <= now) throw new PortalError("REQUEST_EXPIRED");
}

interface Kept {
  readonly request: Waiting;
  readonly text: string;
  readonly certificateId: string;
  readonly decision: Decide;
}

async function keep(
  { db, clock }: Context,
  { holderId }: Actor,
  { request, text, certificateId, decision }: Kept,
): Promise<void> {
  const at = clock.now();
  const { verdict, cms } = decision;
  const reason = decision.verdict === "REFUSE" ? decision.reason : null;
  const { id: requestId, revision } = request;
  await db.$transaction(async (tx) => {
    const documentId = await createDocument(tx, { purpose: verdict, text, cms, certificateId, signedAt: at });
    const missing = await decideOnce(
      tx,
      { requestId, revision, verdict, reason, approverHolderId: holderId, documentId, decidedAt: at },
      certificateId,
    );
    const action = verdict === "REFUSE" ? "request-refused" : missing > 0 ? "confirmation-given" : "request-confirmed";
    await recordEvents(tx, [{ at, action, actorId: holderId, requestId, facts: { revision } }]);
    if (missing > 0) return;
    const kind = verdict === "CONFIRM" ? "REQUEST_CONFIRMED" : "REQUEST_REFUSED";
    await tellApplicants(tx, { at, kind, requests: [{ id: requestId, ...(reason !== null && { reason }) }] });
    if (verdict === "CONFIRM") await queueIssuance(tx);
  });
}
