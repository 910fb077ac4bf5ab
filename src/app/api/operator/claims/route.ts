import { answer } from "#http/answer.ts";
import { holderRoute } from "#http/route.ts";
import { claimRequests } from "#portal/queue/claim-requests.ts";
import { Claim } from "#portal/queue/contract.ts";

/** Takes requests to look at, or gives them back: 200 with a result for each. */
export const POST = holderRoute("POST /api/operator/claims", Claim, async ({ context, actor, body }) =>
  answer(200, { results: await claimRequests(context, actor, body) }),
);
