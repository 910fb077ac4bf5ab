import type { Actor } from "#portal/actor.ts";
import type { Context } from "#portal/context.ts";
import type { RecentOrders } from "./contract.ts";
import { listOrders } from "./store.ts";

const DAY_MS = 86_400_000;

/** What became of the orders that the holder signed within a day. */
export async function recentOrders({ db, clock }: Context, { holderId }: Actor): Promise<RecentOrders> {
  return { orders: await listOrders(db, holderId, new Date(clock.now().getTime() - DAY_MS)) };
}
