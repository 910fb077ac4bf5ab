import type { Actor } from "#portal/actor.ts";
import type { Context } from "#portal/context.ts";
import { mayDecide } from "./may-decide.ts";
import { countWaiting } from "./store.ts";

/** How many requests wait for this person's decision; null for who decides none. */
export async function waitingFor({ db, clock }: Context, actor: Actor): Promise<number | null> {
  if (!mayDecide(actor)) return null;
  const { organisationId, personId } = actor;
  return countWaiting(db, { organisationId, personId, now: clock.now() });
}
