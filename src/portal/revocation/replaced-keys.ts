import type { Actor } from "#portal/actor.ts";
import type { Context } from "#portal/context.ts";
import { listReplaced } from "./page-store.ts";

/** The serials of the pair that the holder's own installed request has replaced, as far as they are still in force. */
export async function replacedKeys(
  { db, clock }: Context,
  { holderId }: Actor,
  number: string,
): Promise<readonly string[]> {
  return listReplaced(db, { holderId, number, now: clock.now() });
}
