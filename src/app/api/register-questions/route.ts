import { answer } from "#http/answer.ts";
import { openRoute } from "#http/route.ts";
import { askRegister } from "#portal/first-keys/ask-register.ts";
import { AskRegister } from "#portal/first-keys/contract.ts";

/** Has the state registers asked whose these numbers are: 202 with the question's id. */
export const POST = openRoute("POST /api/register-questions", AskRegister, async ({ context, body }) =>
  answer(202, { id: await askRegister(context, body) }),
);
