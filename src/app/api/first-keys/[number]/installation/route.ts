import { answer } from "#http/answer.ts";
import { openRoute } from "#http/route.ts";
import { confirmFirstInstalled } from "#portal/first-keys/confirm-first-installed.ts";
import { Possession } from "#portal/first-keys/contract.ts";

/** The browser that holds the keys has both certificates in place: 204, also when that was said before. */
export const POST = openRoute(
  "POST /api/first-keys/[number]/installation",
  Possession,
  async ({ context, body, browser, number }) => {
    await confirmFirstInstalled(context, { ...body, browser, number });
    return answer(204);
  },
);
