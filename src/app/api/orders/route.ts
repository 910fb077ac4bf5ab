import { z } from "zod";
import { answer } from "#http/answer.ts";
import { holderRoute } from "#http/route.ts";
import { OrdersAsked, SignOrder } from "#portal/orders/contract.ts";
import { listOrders } from "#portal/orders/list-orders.ts";
import { signOrder } from "#portal/orders/sign-order.ts";

/** The authority's orders, a page of them: `?tab=waiting`, `?tab=all`, `&after=` the last one of the page before. */
export const GET = holderRoute("GET /api/orders", z.undefined(), async ({ context, actor, query }) =>
  answer(200, await listOrders(context, actor, OrdersAsked.parse(query))),
);

/** Signs an order of the authority, the first of two: 201, and it waits for a second person. */
export const POST = holderRoute("POST /api/orders", SignOrder, async ({ context, actor, body, browser }) =>
  answer(201, { id: await signOrder(context, actor, { ...body, browser }) }),
);
