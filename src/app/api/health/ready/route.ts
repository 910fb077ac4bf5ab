import { z } from "zod";
import { answer } from "#http/answer.ts";
import { openRoute } from "#http/route.ts";
import { requireReady } from "#portal/health/require-ready.ts";

/** Whether this process can serve people: 204, or 500 while the register does not answer. */
export const GET = openRoute("GET /api/health/ready", z.undefined(), async ({ context }) => {
  await requireReady(context);
  return answer(204);
});
