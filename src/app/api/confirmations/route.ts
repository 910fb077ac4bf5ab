import { answer } from "#http/answer.ts";
import { holderRoute } from "#http/route.ts";
import { SetConfirmations } from "#portal/confirmations/contract.ts";
import { orderConfirmations } from "#portal/confirmations/order-confirmations.ts";

/** Says how many persons have to confirm: 204 once that is on record, or 403 for whoever is no senior manager. */
export const POST = holderRoute(
  "POST /api/confirmations",
  SetConfirmations,
  async ({ context, actor, body, browser }) => {
    await orderConfirmations(context, actor, { ...body, browser });
    return answer(204);
  },
);
