import type { Actor } from "#portal/actor.ts";
import type { Context } from "#portal/context.ts";
import { secretHash } from "./secret-hash.ts";
import { IDLE_MS } from "./session-length.ts";
import { touchSession } from "./store.ts";

/**
 * Who is signed in with this token, read from the register now; null when nobody is any more.
 *
 * The session ends at once when its certificate is revoked, or ordered to be, or ends, or when its holder is blocked.
 */
export async function findActor(context: Context, token: string): Promise<Actor | null> {
  const now = context.clock.now();
  const idleSince = new Date(now.getTime() - IDLE_MS);
  return touchSession(context.db, { tokenSha256: await secretHash(context, token), now, idleSince });
}
