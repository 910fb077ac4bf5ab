import { answer } from "#http/answer.ts";
import { holderRoute } from "#http/route.ts";
import { Decide } from "#portal/approvals/contract.ts";
import { decide } from "#portal/approvals/decide.ts";

/** The senior manager's yes or no: 204, or 409 when somebody was faster. */
export const POST = holderRoute(
  "POST /api/requests/[number]/decision",
  Decide,
  async ({ context, actor, body, browser, number }) => {
    await decide(context, actor, { number, browser, decision: body });
    return answer(204);
  },
);
