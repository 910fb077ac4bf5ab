import { z } from "zod";
import { answer } from "#http/answer.ts";
import { holderRoute } from "#http/route.ts";
import { openOrder } from "#portal/orders/open-order.ts";

/** One order of the authority: 404 for one that there is not. */
export const GET = holderRoute("GET /api/orders/[id]", z.undefined(), async ({ context, actor, id }) =>
  answer(200, await openOrder(context, actor, id)),
);
