import { z } from "zod";
import { answer } from "#http/answer.ts";
import { holderRoute } from "#http/route.ts";
import { confirmInstalled } from "#portal/requests/confirm-installed.ts";

/** The holder has both certificates in place: 204, also when that was said before. */
export const POST = holderRoute(
  "POST /api/requests/[number]/installation",
  z.strictObject({}),
  async ({ context, actor, number }) => {
    await confirmInstalled(context, actor, number);
    return answer(204);
  },
);
