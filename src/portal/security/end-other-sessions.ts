import type { Actor } from "#portal/actor.ts";
import { recordEvents } from "#portal/audit/store.ts";
import type { Context } from "#portal/context.ts";
import { secretHash } from "#portal/sign-in/secret-hash.ts";
import { deleteOtherSessions, forgetOtherBrowsers } from "./store.ts";

/**
 * Ends all sessions of a person but this one, in all their capacities, and no longer knows the browsers they came from.
 *
 * @param session the token of this session
 */
export async function endOtherSessions(
  context: Context,
  { holderId: actorId, personId }: Actor,
  session: string,
): Promise<void> {
  const asked = { personId, tokenSha256: await secretHash(context, session) };
  await context.db.$transaction(async (tx) => {
    const sessions = await deleteOtherSessions(tx, asked);
    await forgetOtherBrowsers(tx, asked);
    await recordEvents(tx, [{ at: context.clock.now(), action: "sessions-ended", actorId, facts: { sessions } }]);
  });
}
