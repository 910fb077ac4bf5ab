import { newRowId } from "#platform/row-id.ts";
import type { Actor } from "#portal/actor.ts";
import { recordEvents } from "#portal/audit/store.ts";
import type { Context } from "#portal/context.ts";
import { PortalError } from "#portal/error.ts";
import { whyDropped } from "#portal/messages/delivery/why-dropped.ts";
import { requireMay } from "#portal/staff/roles.ts";
import { isGivenUp, isSecret } from "./is-given-up.ts";
import { findToRepeat, insertRepeat } from "./store.ts";

/**
 * Sends once more what was given up, at an operator's word: as a new message to the same person, while the old one stays as
 * it was. Each is sent again once; no code and no link that confirms an address ever is.
 *
 * @returns the id of the new message
 * @throws {PortalError} FORBIDDEN, NOT_FOUND, MESSAGE_NOT_GIVEN_UP, MESSAGE_WITHOUT_REASON, MESSAGE_SENT_AGAIN
 */
export async function repeatMessage({ db, clock }: Context, actor: Actor, repeated: string): Promise<string> {
  requireMay(actor, "retryMessage");
  const at = clock.now();
  return db.$transaction(async (tx) => {
    const message = await findToRepeat(tx, repeated);
    if (!message) throw new PortalError("NOT_FOUND");
    const { kind, channel, requestId, certificateId } = message;
    if (!isGivenUp(message)) throw new PortalError("MESSAGE_NOT_GIVEN_UP");
    if (isSecret(message) || whyDropped(message, at) !== null) throw new PortalError("MESSAGE_WITHOUT_REASON");
    const id = newRowId();
    if (!(await insertRepeat(tx, { repeated, id, at }))) throw new PortalError("MESSAGE_SENT_AGAIN");
    await recordEvents(tx, [
      {
        ...{ at, action: "message-repeated", actorId: actor.holderId },
        ...(requestId !== null && { requestId }),
        ...(certificateId !== null && { certificateId }),
        facts: { message: id, repeats: repeated, kind, channel },
      },
    ]);
    return id;
  });
}
