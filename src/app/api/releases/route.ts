import { answer } from "#http/answer.ts";
import { holderRoute } from "#http/route.ts";
import { Release } from "#portal/revocation/contract.ts";
import { orderRelease } from "#portal/revocation/order-release.ts";

/** Orders a hold to be lifted: 202 once that is on record, or 403 for whoever did not put it there. */
export const POST = holderRoute("POST /api/releases", Release, async ({ context, actor, body, browser }) =>
  answer(202, { order: await orderRelease(context, actor, { ...body, browser }) }),
);
