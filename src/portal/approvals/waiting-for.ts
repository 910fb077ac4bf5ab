import type { Actor } from "#portal/actor.ts";
import type { Context } from "#portal/context.ts";
import { mayDecide } from "./may-decide.ts";
import { countWaiting } from "./store.ts";

/** Every page of a senior manager says how many wait, and nobody needs to know it of so many. */
const COUNTED_AT_MOST = 99;

export interface WaitingCount {
  readonly count: number;
  /** There are more than `count`. */
  readonly more: boolean;
}

/** How many requests wait for this person's decision; null for who decides none. */
export async function waitingFor({ db, clock }: Context, actor: Actor): Promise<WaitingCount | null> {
  if (!mayDecide(actor)) return null;
  const { organisationId, personId } = actor;
  const counted = await countWaiting(db, { organisationId, personId, now: clock.now(), most: COUNTED_AT_MOST + 1 });
  return { count: Math.min(counted, COUNTED_AT_MOST), more: counted > COUNTED_AT_MOST };
}
