import type { Actor } from "#portal/actor.ts";
import type { Context } from "#portal/context.ts";
import { findAwaitedEmail } from "./store.ts";

/** The new address whose link the person has not followed yet; null where there is none. */
export async function awaitedEmail({ db }: Context, { personId }: Actor): Promise<string | null> {
  return findAwaitedEmail(db, personId);
}
