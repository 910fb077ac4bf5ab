import { z } from "zod";
import { answer } from "#http/answer.ts";
import { holderRoute } from "#http/route.ts";
import { lookUpApplicant } from "#portal/centre/look-up-applicant.ts";

/** Opens a request: 202 with the IIN, and the id of the question that the state registers are asked. */
export const POST = holderRoute(
  "POST /api/operator/first-keys/[number]/register-questions",
  z.strictObject({}),
  async ({ context, actor, number }) => answer(202, await lookUpApplicant(context, actor, number)),
);
