import { z } from "zod";
import { answer } from "#http/answer.ts";
import { holderRoute } from "#http/route.ts";
import { Revoke } from "#portal/revocation/contract.ts";
import { orderRevocation } from "#portal/revocation/order-revocation.ts";
import { recentOrders } from "#portal/revocation/recent-orders.ts";

/** What became of what the holder ordered lately. */
export const GET = holderRoute("GET /api/revocations", z.undefined(), async ({ context, actor }) =>
  answer(200, await recentOrders(context, actor)),
);

/** Orders certificates to be revoked or put on hold: 202 once that is on record, or 404 for a serial of others. */
export const POST = holderRoute("POST /api/revocations", Revoke, async ({ context, actor, body, browser }) =>
  answer(202, { order: await orderRevocation(context, actor, { ...body, browser }) }),
);
