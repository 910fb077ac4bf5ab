import { answer } from "#http/answer.ts";
import { holderRoute } from "#http/route.ts";
import { SubmitReissue } from "#portal/requests/contract.ts";
import { submitReissue } from "#portal/requests/submit-reissue.ts";

/** Files a re-issuance request: 201 with its number, or 409 without a valid key or with an open request. */
export const POST = holderRoute("POST /api/requests", SubmitReissue, async ({ context, actor, body, browser }) =>
  answer(201, await submitReissue(context, actor, browser, body)),
);
