import type { Actor } from "#portal/actor.ts";
import type { Context } from "#portal/context.ts";
import { secretHash } from "#portal/sign-in/secret-hash.ts";
import { IDLE_MS } from "#portal/sign-in/session-length.ts";
import { listSessionsOf, type SessionRow } from "./store.ts";

/**
 * Where a person is signed in now, in all their capacities; this session first, then the one last used.
 *
 * @param session the token of this session
 */
export async function listSessions(
  context: Context,
  { personId }: Actor,
  session: string,
): Promise<readonly SessionRow[]> {
  const now = context.clock.now();
  const tokenSha256 = await secretHash(context, session);
  return listSessionsOf(context.db, {
    ...{ personId, tokenSha256, now },
    idleSince: new Date(now.getTime() - IDLE_MS),
  });
}
