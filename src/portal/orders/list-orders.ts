import type { Actor } from "#portal/actor.ts";
import type { Context } from "#portal/context.ts";
import { requireMay } from "#portal/staff/roles.ts";
import type { OrdersAsked } from "./contract.ts";
import { shownOrder } from "./shown-order.ts";
import { listAuthorityOrders } from "./store.ts";

const PAGE = 20;

/**
 * A page of the authority's orders for those who sign them, with the place where the next one begins.
 *
 * @throws {PortalError} FORBIDDEN
 */
export async function listOrders({ db, clock }: Context, actor: Actor, { tab, after }: OrdersAsked) {
  requireMay(actor, "orderRevocation");
  const now = clock.now();
  const rows = await listAuthorityOrders(db, { waiting: tab === "waiting", after, now, take: PAGE + 1 });
  const shown = rows.slice(0, PAGE);
  return {
    orders: shown.map((order) => ({ ...shownOrder(order, actor, now), certificates: order._count.certificates })),
    next: rows.length > PAGE ? (shown.at(-1)?.id ?? null) : null,
  };
}
