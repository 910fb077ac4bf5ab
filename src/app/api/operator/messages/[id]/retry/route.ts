import { z } from "zod";
import { answer } from "#http/answer.ts";
import { holderRoute } from "#http/route.ts";
import { repeatMessage } from "#portal/messages/again/repeat-message.ts";

/** Sends once more what was given up: 201 with the new message's id, or 409 where that is done or has no reason any more. */
export const POST = holderRoute(
  "POST /api/operator/messages/[id]/retry",
  z.strictObject({}),
  async ({ context, actor, id }) => answer(201, { id: await repeatMessage(context, actor, id) }),
);
