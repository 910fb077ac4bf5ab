import { answer } from "#http/answer.ts";
import { openRoute } from "#http/route.ts";
import { confirmEmail } from "#portal/profile/confirm-email.ts";
import { ConfirmEmail } from "#portal/profile/contract.ts";

/** Takes a new address for the person's, by the link that came to it: 204, or 404 for a link that is over. */
export const POST = openRoute("POST /api/email-confirmations", ConfirmEmail, async ({ context, body }) => {
  await confirmEmail(context, body);
  return answer(204);
});
