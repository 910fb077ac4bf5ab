import { z } from "zod";
import { answer } from "#http/answer.ts";
import { holderRoute } from "#http/route.ts";
import { fullAnswer } from "#portal/centre/look-up-applicant.ts";

/** What the state registers have answered, in full, for an operator. */
export const GET = holderRoute(
  "GET /api/operator/register-questions/[id]",
  z.undefined(),
  async ({ context, actor, id }) => answer(200, await fullAnswer(context, actor, id)),
);
