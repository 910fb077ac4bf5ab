import { answer } from "#http/answer.ts";
import { holderRoute } from "#http/route.ts";
import { DecideFirstKeys } from "#portal/centre/contract.ts";
import { decideFirstKeys } from "#portal/centre/decide-first-keys.ts";

/** An operator's yes or no to first keys: 200 with how many more have to vouch, or 409 when somebody was faster. */
export const POST = holderRoute(
  "POST /api/operator/first-keys/[number]/decision",
  DecideFirstKeys,
  async ({ context, actor, body, browser, number }) =>
    answer(200, await decideFirstKeys(context, actor, { number, browser, decision: body })),
);
