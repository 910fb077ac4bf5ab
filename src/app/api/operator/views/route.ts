import { answer } from "#http/answer.ts";
import { holderRoute } from "#http/route.ts";
import { SaveView } from "#portal/queue/contract.ts";
import { saveView } from "#portal/queue/views.ts";

/** Keeps a view of the queue under a name: 204. */
export const POST = holderRoute("POST /api/operator/views", SaveView, async ({ context, actor, body }) => {
  await saveView(context, actor, body);
  return answer(204);
});
