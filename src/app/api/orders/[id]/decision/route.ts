import { answer } from "#http/answer.ts";
import { holderRoute } from "#http/route.ts";
import { DecideOrder } from "#portal/orders/contract.ts";
import { decideOrder } from "#portal/orders/decide-order.ts";

/** The second person's yes or no: 204, or 409 when somebody was faster. */
export const POST = holderRoute(
  "POST /api/orders/[id]/decision",
  DecideOrder,
  async ({ context, actor, body, browser, id }) => {
    await decideOrder(context, actor, { id, browser, decision: body });
    return answer(204);
  },
);
