import type { Tx } from "#platform/database.ts";
import type { Actor } from "#portal/actor.ts";
import { recordEvents } from "#portal/audit/store.ts";
import type { Context } from "#portal/context.ts";
import { turnAwayText, vouchText } from "#portal/documents/contract.ts";
import { requireSignedBy } from "#portal/documents/require-signed-by.ts";
import { PortalError } from "#portal/error.ts";
import { tellApplicants } from "#portal/notices/requests/tell-applicants.ts";
import { releaseOnce } from "#portal/queue/store.ts";
import { createDocument, queueIssuance } from "#portal/requests/store.ts";
import { takeChallenge } from "#portal/sign-in/take-challenge.ts";
import { requireMay } from "#portal/staff/roles.ts";
import { answerFor } from "./answer-for.ts";
import type { DecideFirstKeys, FirstKeysDecided } from "./contract.ts";
import { createCentreDecision, findApplication, lockApplication, moveApplication } from "./store.ts";
import { vouchedFacts, wordFacts } from "./vouched-facts.ts";
import { wordsNeeded } from "./words-needed.ts";

interface Word {
  readonly number: string;
  /** The token in the browser's pre-session cookie. */
  readonly browser: string | null;
  readonly decision: DecideFirstKeys;
}

type Waiting = NonNullable<Awaited<ReturnType<typeof findApplication>>>;

/**
 * An operator of the Registration Centre, who has the person before them, vouches for a request for first keys or turns it
 * away, by a signature over all that it asks for and all that was seen. A first head takes two operators.
 *
 * Vouching issues nothing: the worker verifies each signature again before it does.
 *
 * @throws {PortalError} FORBIDDEN for whoever is no operator, CHALLENGE_REFUSED, NOT_FOUND, OWN_REQUEST,
 *   REQUEST_NOT_WAITING, REQUEST_EXPIRED, ALREADY_VOUCHED, APPOINTMENT_REQUIRED, what `answerFor` and `requireSignedBy`
 *   throw, ANOTHER_CONFIRMED, checked in this order
 */
export async function decideFirstKeys(context: Context, actor: Actor, word: Word): Promise<FirstKeysDecided> {
  requireMay(actor, "confirmFirstKeys");
  const { number, browser, decision } = word;
  const { nonce, verdict, cms } = decision;
  await takeChallenge(context, { nonce, purpose: verdict, browser, holderId: actor.holderId });
  const request = await findApplication(context.db, number);
  if (!request) throw new PortalError("NOT_FOUND");
  requireWaiting(request, actor, context.clock.now());
  const text = await textOf(context, request, decision);
  const certificateId = await requireSignedBy(context, actor, { text, cms });
  return keep(context, actor, { request, decision, text, certificateId });
}

function requireWaiting({ holder, state, expiresAt, centreDecisions }: Waiting, { personId }: Actor, now: Date): void {
  if (holder.personId === personId) throw new PortalError("OWN_REQUEST");
  if (state !== "SUBMITTED") throw new PortalError(state === "EXPIRED" ? "REQUEST_EXPIRED" : "REQUEST_NOT_WAITING");
  if (expiresAt <= now) throw new PortalError("REQUEST_EXPIRED");
  if (centreDecisions.some((word) => word.operatorPersonId === personId)) throw new PortalError("ALREADY_VOUCHED");
}

async function textOf(context: Context, request: Waiting, decision: DecideFirstKeys): Promise<string> {
  const { origin, primitives } = context;
  const { person, organisation, template } = request.holder;
  const vouched = { ...request, iin: person.iin, bin: organisation?.bin ?? null, template };
  const signing = { origin, nonce: decision.nonce, language: decision.language };
  if (decision.verdict === "REFUSE")
    return turnAwayText({ ...(await wordFacts(vouched, primitives)), ...signing, reason: decision.reason });
  const { document: seen, end: seenEnd, appointment } = decision.seen;
  if ((template === "FIRST_HEAD") !== (appointment !== undefined)) throw new PortalError("APPOINTMENT_REQUIRED");
  const registered = await answerFor(context, vouched, decision.question);
  return vouchText({
    ...(await vouchedFacts(vouched, registered, primitives)),
    ...signing,
    seen,
    seenEnd,
    appointment,
  });
}

interface Kept {
  readonly request: Waiting;
  readonly decision: DecideFirstKeys;
  readonly text: string;
  readonly certificateId: string;
}

async function keep(
  { db, clock }: Context,
  { holderId: operatorHolderId, personId: operatorPersonId }: Actor,
  { request, decision, text, certificateId }: Kept,
): Promise<FirstKeysDecided> {
  const at = clock.now();
  const { verdict, cms } = decision;
  const { id: requestId, revision, holder } = request;
  return db.$transaction(async (tx) => {
    await lockApplication(tx, { requestId, operatorHolderId, certificateId, at });
    const documentId = await createDocument(tx, { purpose: verdict, text, cms, certificateId, signedAt: at });
    const word = {
      requestId,
      revision,
      verdict,
      documentId,
      operatorHolderId,
      operatorPersonId,
      decidedAt: at,
      ...saidOf(decision),
    };
    const given = await createCentreDecision(tx, word);
    const missing = Math.max(wordsNeeded(holder.template) - given, 0);
    const state = verdict === "REFUSE" ? "REFUSED" : missing === 0 ? "CONFIRMED" : "SUBMITTED";
    const event = { at, actorId: operatorHolderId, requestId };
    await recordEvents(tx, [{ ...event, action: ACTION[state], facts: { revision, documentId } }]);
    if (await releaseOnce(tx, requestId, operatorHolderId))
      await recordEvents(tx, [{ ...event, action: "request-released" }]);
    if (state !== "SUBMITTED") await moveOn(tx, { id: requestId, state, at, decision });
    return { state, missing: state === "SUBMITTED" ? missing : 0 };
  });
}

const ACTION = {
  SUBMITTED: "confirmation-given",
  CONFIRMED: "request-confirmed",
  REFUSED: "request-refused",
} as const;

interface Move {
  readonly id: string;
  readonly state: "CONFIRMED" | "REFUSED";
  readonly at: Date;
  readonly decision: DecideFirstKeys;
}

async function moveOn(tx: Tx, { id, state, at, decision }: Move): Promise<void> {
  await moveApplication(tx, { id, state, at });
  const reason = decision.verdict === "REFUSE" && { reason: decision.reason };
  const kind = state === "CONFIRMED" ? "REQUEST_CONFIRMED" : "REQUEST_REFUSED";
  await tellApplicants(tx, { at, kind, requests: [{ id, ...reason }] });
  if (state === "CONFIRMED") await queueIssuance(tx);
}

function saidOf(decision: DecideFirstKeys) {
  if (decision.verdict === "REFUSE") return { reason: decision.reason };
  const { document: seen, end: seenEnd, appointment = null } = decision.seen;
  return { questionId: decision.question, seen, seenEnd, appointment };
}
