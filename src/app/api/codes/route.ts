import { answer } from "#http/answer.ts";
import { holderRoute } from "#http/route.ts";
import { askCode } from "#portal/step-up/ask-code.ts";
import { AskCode } from "#portal/step-up/contract.ts";

/** Asks for a code that is good for one text: 202 with its id. */
export const POST = holderRoute("POST /api/codes", AskCode, async ({ context, actor, body }) =>
  answer(202, { id: await askCode(context, actor, body) }),
);
