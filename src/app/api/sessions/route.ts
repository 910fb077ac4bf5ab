import { z } from "zod";
import { answer } from "#http/answer.ts";
import { holderRoute } from "#http/route.ts";
import { endOtherSessions } from "#portal/security/end-other-sessions.ts";

/** Ends all sessions of this person but the one that asks: 204. */
export const DELETE = holderRoute("DELETE /api/sessions", z.undefined(), async ({ context, actor, session }) => {
  if (session !== null) await endOtherSessions(context, actor, session);
  return answer(204);
});
