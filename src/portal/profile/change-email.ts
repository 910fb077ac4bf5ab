import type { Actor } from "#portal/actor.ts";
import { recordEvents } from "#portal/audit/store.ts";
import type { Context } from "#portal/context.ts";
import { emailText } from "#portal/documents/contract.ts";
import { requireCode } from "#portal/step-up/require-code.ts";
import type { ChangeEmail } from "./contract.ts";
import { createEmailChange } from "./store.ts";

/**
 * Writes down that a person's letters are to go to another address; the worker sends a link there.
 *
 * Changes nothing yet: the old address stays until the link is followed, and a newer wish ends this one.
 *
 * @throws {PortalError} what `requireCode` throws, CODE_REQUIRED for a code that was asked for another address
 */
export async function changeEmail(context: Context, actor: Actor, { email, code }: ChangeEmail): Promise<void> {
  const { db, clock, origin } = context;
  const { holderId, personId, iin } = actor;
  const redeemed = await requireCode(context, actor, "EMAIL", code);
  await redeemed.requireFor(emailText({ origin, iin, email }));
  await db.$transaction(async (tx) => {
    await createEmailChange(tx, { personId, email, stepUpId: redeemed.id });
    await recordEvents(tx, [{ at: clock.now(), action: "email-change-asked", actorId: holderId }]);
  });
}
