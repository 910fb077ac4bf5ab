import { z } from "zod";
import { answer } from "#http/answer.ts";
import { openRoute } from "#http/route.ts";
import { registerAnswer } from "#portal/first-keys/register-answer.ts";

/** What the state registers have answered, for the page that waits for it. */
export const GET = openRoute("GET /api/register-questions/[id]", z.undefined(), async ({ context, id }) =>
  answer(200, await registerAnswer(context, id)),
);
