import type { Actor } from "#portal/actor.ts";
import { recordEvents } from "#portal/audit/store.ts";
import type { Context } from "#portal/context.ts";
import { cancelText } from "#portal/documents/contract.ts";
import { requireSignedBy } from "#portal/documents/require-signed-by.ts";
import { PortalError } from "#portal/error.ts";
import { takeChallenge } from "#portal/sign-in/take-challenge.ts";
import type { CancelRequest } from "./contract.ts";
import { stateAt } from "./state-at.ts";
import { createDocument, findOwnRequest, moveRequest } from "./store.ts";

interface Cancellation extends CancelRequest {
  readonly number: string;
  /** The token in the browser's pre-session cookie. */
  readonly browser: string | null;
}

/**
 * The holder takes a request back, as long as the authority has not begun to issue.
 *
 * @throws {PortalError} CHALLENGE_REFUSED, NOT_FOUND, REQUEST_EXPIRED, REQUEST_NOT_WAITING, what `requireSignedBy` throws
 */
export async function cancelRequest(
  context: Context,
  actor: Actor,
  { number, browser, nonce, language, cms }: Cancellation,
): Promise<void> {
  const { db, clock, origin } = context;
  const { holderId } = actor;
  await takeChallenge(context, { nonce, purpose: "CANCEL", browser, holderId });
  const request = await findOwnRequest(db, holderId, number);
  if (!request) throw new PortalError("NOT_FOUND");
  const at = clock.now();
  if (stateAt(request, at) === "EXPIRED") throw new PortalError("REQUEST_EXPIRED");

  const text = cancelText({ origin, nonce, language, number });
  const certificateId = await requireSignedBy(context, actor, { text, cms });
  const requestId = request.id;
  await db.$transaction(async (tx) => {
    const moved = await moveRequest(tx, { id: requestId, from: ["SUBMITTED", "CONFIRMED"], to: "CANCELLED", at });
    if (!moved) throw new PortalError("REQUEST_NOT_WAITING");
    const documentId = await createDocument(tx, { purpose: "CANCEL", text, cms, certificateId, signedAt: at });
    await recordEvents(tx, [{ at, action: "request-cancelled", actorId: holderId, requestId, facts: { documentId } }]);
  });
}
