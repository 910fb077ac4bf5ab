import type { Actor } from "#portal/actor.ts";
import { recordEvents } from "#portal/audit/store.ts";
import { findInForce } from "#portal/certificates/store.ts";
import type { Context } from "#portal/context.ts";
import { formText } from "#portal/documents/request-form.ts";
import { requireSignedBy } from "#portal/documents/require-signed-by.ts";
import { PortalError } from "#portal/error.ts";
import { tellApplicants } from "#portal/notices/requests/tell-applicants.ts";
import { tellManagers } from "#portal/notices/requests/tell-managers.ts";
import { takeChallenge } from "#portal/sign-in/take-challenge.ts";
import { requireCode } from "#portal/step-up/require-code.ts";
import { confirmationFor } from "./confirmation-for.ts";
import type { SubmitReissue, Submitted } from "./contract.ts";
import { expireUnconfirmed } from "./expire-unconfirmed.ts";
import { type KeyHash, requireFreshKeys } from "./require-fresh-keys.ts";
import { createRequest, findOpenRequest, queueIssuance } from "./store.ts";
import type { NewKeys } from "./verify-key-pair.ts";
import { verifyNewKeys } from "./verify-new-keys.ts";

const DAY_MS = 86_400_000;
/** How long a request waits for the senior manager. */
const WAITS_MS = 30 * DAY_MS;

/**
 * Files a request to re-issue the holder's DS keys and returns the number to remember.
 *
 * Nothing is issued here: an employee's request waits for the senior manager, any other for the worker, which verifies
 * everything once more. The private halves of the new keys are never seen.
 *
 * @param browser the token in the browser's pre-session cookie
 * @throws {PortalError} NO_VALID_KEY, REQUEST_ALREADY_OPEN, what `requireCode` throws, CHALLENGE_REFUSED, what
 *   `verifyNewKeys` and `requireFreshKeys` throw, what `requireSignedBy` throws, CODE_REQUIRED for a code that was asked for
 *   another text, checked in this order
 */
export async function submitReissue(
  context: Context,
  actor: Actor,
  browser: string | null,
  form: SubmitReissue,
): Promise<Submitted> {
  const { origin, primitives } = context;
  const { nonce, language, cms, code, ...asked } = form;
  await requireMayAsk(context, actor);
  const redeemed = await requireCode(context, actor, "REISSUE", code);
  const { requestNumber: number } = await takeChallenge(context, {
    nonce,
    purpose: "REISSUE",
    browser,
    holderId: actor.holderId,
  });
  if (number === null) throw new PortalError("CHALLENGE_REFUSED");

  const keys = await verifyNewKeys(actor, form, primitives);
  const hashes = await requireFreshKeys(context, keys);

  const requested = { ...asked, ...keys, number, email: form.email ?? null };
  const text = await formText({ origin, nonce, language }, actor, requested, primitives);
  const certificateId = await requireSignedBy(context, actor, { text, cms });
  await redeemed.requireFor(text);
  return file(context, actor, { request: requested, document: { text, cms, certificateId }, keys: hashes });
}

async function requireMayAsk(context: Context, { holderId }: Actor): Promise<void> {
  const { db, clock } = context;
  if (!(await findInForce(db, { holderId, slot: "SIGN", now: clock.now() }))) throw new PortalError("NO_VALID_KEY");
  await expireUnconfirmed(context, holderId);
  if (await findOpenRequest(db, holderId)) throw new PortalError("REQUEST_ALREADY_OPEN");
}

interface Filed {
  readonly request: NewKeys &
    Pick<SubmitReissue, "storage" | "keyAlgorithm" | "authCsr" | "signCsr"> & { number: string; email: string | null };
  readonly document: { readonly text: string; readonly cms: Uint8Array<ArrayBuffer>; readonly certificateId: string };
  readonly keys: readonly KeyHash[];
}

async function file({ db, clock }: Context, actor: Actor, { request, document, keys }: Filed): Promise<Submitted> {
  const at = clock.now();
  const { number, storage, keyAlgorithm, email, authCsr, signCsr, authSpki, signSpki } = request;
  const confirmation = confirmationFor(actor.template);
  const state = confirmation === "NOT_NEEDED" ? "CONFIRMED" : "SUBMITTED";
  const times = { submittedAt: at, changedAt: at, expiresAt: new Date(at.getTime() + WAITS_MS) };
  const confirmedAt = state === "CONFIRMED" ? at : null;
  await db.$transaction(async (tx) => {
    const asked = { number, storage, keyAlgorithm, email, authCsr, signCsr, authSpki, signSpki };
    const whose = { holderId: actor.holderId, replacesId: document.certificateId };
    const { id: requestId } = await createRequest(tx, {
      request: { ...asked, ...whose, ...times, confirmation, state, confirmedAt },
      document,
      keys,
    });
    const { holderId: actorId } = actor;
    await recordEvents(tx, [{ at, action: "request-submitted", actorId, requestId, facts: { storage, keyAlgorithm } }]);
    await tellApplicants(tx, { at, kind: "REQUEST_SUBMITTED", requests: [{ id: requestId }] });
    if (state === "CONFIRMED") await queueIssuance(tx);
    else await tellManagers(tx, at, requestId);
  });
  return { number, state };
}
