import { z } from "zod";
import { answer } from "#http/answer.ts";
import { holderRoute } from "#http/route.ts";
import { removeView } from "#portal/queue/views.ts";

/** Takes a kept view away: 204. */
export const DELETE = holderRoute("DELETE /api/operator/views/[id]", z.undefined(), async ({ context, actor, id }) => {
  await removeView(context, actor, id);
  return answer(204);
});
