import { z } from "zod";
import { answer } from "#http/answer.ts";
import { holderRoute } from "#http/route.ts";
import { openOwnRequest } from "#portal/requests/open-request.ts";

/** All about one of the holder's own requests. */
export const GET = holderRoute("GET /api/requests/[number]", z.undefined(), async ({ context, actor, number }) =>
  answer(200, await openOwnRequest(context, actor, number)),
);
