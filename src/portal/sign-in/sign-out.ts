import { recordEvents } from "#portal/audit/store.ts";
import type { Context } from "#portal/context.ts";
import { secretHash } from "./secret-hash.ts";
import { deleteSession } from "./store.ts";

/** Ends the session; one that is already over stays over. */
export async function signOut(context: Context, token: string): Promise<void> {
  const tokenSha256 = await secretHash(context, token);
  await context.db.$transaction(async (tx) => {
    const ended = await deleteSession(tx, tokenSha256);
    if (!ended) return;
    const { holderId: actorId, certificateId } = ended;
    await recordEvents(tx, [{ at: context.clock.now(), action: "signed-out", actorId, certificateId }]);
  });
}
