import { z } from "zod";
import { answer } from "#http/answer.ts";
import { openRoute } from "#http/route.ts";
import { trackRequest } from "#portal/requests/track.ts";

/** Where a request stands, for anybody who has its number. */
export const GET = openRoute("GET /api/track/[number]", z.undefined(), async ({ context, number }) =>
  answer(200, await trackRequest(context, number)),
);
