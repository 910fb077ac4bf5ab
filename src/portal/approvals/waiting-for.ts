import type { Actor } from "#portal/actor.ts";
import type { Context } from "#portal/context.ts";
import { PortalError } from "#portal/error.ts";
import type { RequestTab } from "./contract.ts";
import { countForOrganisation, countWaiting } from "./list/store.ts";
import { mayDecide } from "./may-decide.ts";

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
  return counted(await countWaiting(db, { ...actor, now: clock.now(), most: COUNTED_AT_MOST + 1 }));
}

/** How many stand in each of the tabs. @throws {PortalError} FORBIDDEN for who decides none */
export async function countTabs(
  { db, clock }: Context,
  actor: Actor,
): Promise<Readonly<Record<Exclude<RequestTab, "search">, WaitingCount>>> {
  if (!mayDecide(actor)) throw new PortalError("FORBIDDEN");
  const now = clock.now();
  const most = COUNTED_AT_MOST + 1;
  const count = async (tab: RequestTab) => counted(await countForOrganisation(db, { ...actor, tab, now }, most));
  const [waiting, pending, processed] = await Promise.all([
    countWaiting(db, { ...actor, now, most }),
    count("pending"),
    count("processed"),
  ]);
  return { waiting: counted(waiting), pending, processed };
}

const counted = (found: number): WaitingCount => ({
  count: Math.min(found, COUNTED_AT_MOST),
  more: found > COUNTED_AT_MOST,
});
