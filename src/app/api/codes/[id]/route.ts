import { z } from "zod";
import { answer } from "#http/answer.ts";
import { holderRoute } from "#http/route.ts";
import { codeState } from "#portal/step-up/code-state.ts";

/** Where a code is that the holder asked for, and why there is none: 200, or 404 for another's. */
export const GET = holderRoute("GET /api/codes/[id]", z.undefined(), async ({ context, actor, id }) =>
  answer(200, await codeState(context, actor, id)),
);
