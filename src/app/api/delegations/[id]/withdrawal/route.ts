import { answer } from "#http/answer.ts";
import { holderRoute } from "#http/route.ts";
import { WithdrawDelegation } from "#portal/delegations/contract.ts";
import { withdrawDelegation } from "#portal/delegations/withdraw-delegation.ts";

/** Takes a right to confirm back: 204, or 409 when it is over already. */
export const POST = holderRoute(
  "POST /api/delegations/[id]/withdrawal",
  WithdrawDelegation,
  async ({ context, actor, body, browser, id }) => {
    await withdrawDelegation(context, actor, { ...body, browser, id });
    return answer(204);
  },
);
