import { answer } from "#http/answer.ts";
import { holderRoute } from "#http/route.ts";
import { SignOrder } from "#portal/orders/contract.ts";
import { signOrder } from "#portal/orders/sign-order.ts";

/** Signs an order of the authority, the first of two: 201, and it waits for a second person. */
export const POST = holderRoute("POST /api/orders", SignOrder, async ({ context, actor, body, browser }) =>
  answer(201, { id: await signOrder(context, actor, { ...body, browser }) }),
);
