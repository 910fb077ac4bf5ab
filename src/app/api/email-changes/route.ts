import { answer } from "#http/answer.ts";
import { holderRoute } from "#http/route.ts";
import { changeEmail } from "#portal/profile/change-email.ts";
import { ChangeEmail } from "#portal/profile/contract.ts";

/** Has a link sent to a new address: 202, or 403 without a code. */
export const POST = holderRoute("POST /api/email-changes", ChangeEmail, async ({ context, actor, body }) => {
  await changeEmail(context, actor, body);
  return answer(202);
});
