import { applicantName } from "#pki/applicant-name.ts";
import { recordEvents } from "#portal/audit/store.ts";
import type { Context } from "#portal/context.ts";
import { PortalError } from "#portal/error.ts";
import type { Submitted } from "#portal/requests/contract.ts";
import { requireFreshKeys } from "#portal/requests/require-fresh-keys.ts";
import { verifyKeyPair } from "#portal/requests/verify-key-pair.ts";
import { takeChallenge } from "#portal/sign-in/take-challenge.ts";
import type { SubmitFirstKeys } from "./contract.ts";
import { findQuestion } from "./question-store.ts";
import { countOpen, createApplication, enterApplicant } from "./store.ts";

const HOUR_MS = 3_600_000;
/** How long a person has to come to the Registration Centre. */
const WAITS_MS = 30 * 24 * HOUR_MS;
/** How long an answer of the state registers is good for filing a request. */
const ANSWER_MS = HOUR_MS;
/** Anybody may type anybody's number: so many requests may wait for one person, and the centre ends those that are not theirs. */
const OPEN_AT_MOST = 5;

/**
 * Files the request of a person without a valid key for the first ones, and returns the number to remember.
 *
 * Whoever files it has proved nothing but to hold the new keys. Nothing is issued before operators of the Registration
 * Centre have seen the person and signed for it, and nobody is written to before.
 *
 * @param browser the token in the browser's pre-session cookie
 * @throws {PortalError} CHALLENGE_REFUSED, REGISTER_ANSWER_OLD for an answer that is none, or was given too long ago, what
 *   `verifyKeyPair` and `requireFreshKeys` throw, TOO_MANY_OPEN_REQUESTS, checked in this order
 */
export async function submitFirstKeys(
  context: Context,
  browser: string | null,
  form: SubmitFirstKeys,
): Promise<Submitted> {
  const { nonce, language, question: questionId, storage, keyAlgorithm, email, authCsr, signCsr } = form;
  const challenge = await takeChallenge(context, { nonce, purpose: "FIRST_KEYS", browser, holderId: null });
  const { requestNumber: number } = challenge;
  if (number === null) throw new PortalError("CHALLENGE_REFUSED");

  const { iin, bin } = await requireAnswer(context, questionId);
  const keys = await verifyKeyPair(applicantName({ iin, bin: bin ?? undefined }), form, context.primitives);
  const hashes = await requireFreshKeys(context, keys);

  const at = context.clock.now();
  const asked = { number, storage, keyAlgorithm, email: email ?? null, authCsr, signCsr, ...keys };
  const times = { submittedAt: at, changedAt: at, expiresAt: new Date(at.getTime() + WAITS_MS) };
  await context.db.$transaction(async (tx) => {
    const holderId = await enterApplicant(tx, { questionId, language });
    if ((await countOpen(tx, holderId, at)) >= OPEN_AT_MOST) throw new PortalError("TOO_MANY_OPEN_REQUESTS");
    const requestId = await createApplication(tx, { ...asked, ...times, holderId, questionId }, hashes);
    await recordEvents(tx, [{ at, action: "request-submitted", requestId, facts: { storage, keyAlgorithm } }]);
  });
  return { number, state: "SUBMITTED" };
}

async function requireAnswer({ db, clock }: Context, questionId: string) {
  const question = await findQuestion(db, questionId);
  const since = new Date(clock.now().getTime() - ANSWER_MS);
  const answered = question?.outcome === "FOUND" && question.answeredAt !== null && question.answeredAt > since;
  if (!answered) throw new PortalError("REGISTER_ANSWER_OLD");
  return question;
}
