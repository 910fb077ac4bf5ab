import { z } from "zod";
import { answer } from "#http/answer.ts";
import { holderRoute } from "#http/route.ts";
import { lookUpApplicant } from "#portal/centre/look-up-applicant.ts";

/** Has the state registers asked anew about the person of a request: 202 with the question's id. */
export const POST = holderRoute(
  "POST /api/operator/first-keys/[number]/register-questions",
  z.strictObject({}),
  async ({ context, actor, number }) => answer(202, { id: await lookUpApplicant(context, actor, number) }),
);
