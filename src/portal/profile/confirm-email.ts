import { recordEvents } from "#portal/audit/store.ts";
import type { Context } from "#portal/context.ts";
import { PortalError } from "#portal/error.ts";
import type { ConfirmEmail } from "./contract.ts";
import { confirmByToken } from "./store.ts";

/**
 * Takes the new address for the person's: whoever has the link reads what comes there. Nobody has to be signed in.
 *
 * @throws {PortalError} EMAIL_LINK_REFUSED for a link that is none of ours, used, too old, or overtaken by a newer wish
 */
export async function confirmEmail({ db, clock }: Context, { token }: ConfirmEmail): Promise<void> {
  await db.$transaction(async (tx) => {
    const actorId = await confirmByToken(tx, token);
    if (actorId === null) throw new PortalError("EMAIL_LINK_REFUSED");
    await recordEvents(tx, [{ at: clock.now(), action: "email-changed", actorId }]);
  });
}
