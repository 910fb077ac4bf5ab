import { answer } from "#http/answer.ts";
import { holderRoute } from "#http/route.ts";
import { cancelRequest } from "#portal/requests/cancel-request.ts";
import { CancelRequest } from "#portal/requests/contract.ts";

/** The holder takes the request back: 204, or 409 when the authority was faster. */
export const POST = holderRoute(
  "POST /api/requests/[number]/cancellation",
  CancelRequest,
  async ({ context, actor, body, browser, number }) => {
    await cancelRequest(context, actor, { ...body, number, browser });
    return answer(204);
  },
);
