import { answer } from "#http/answer.ts";
import { holderRoute } from "#http/route.ts";
import { GiveDelegation } from "#portal/delegations/contract.ts";
import { giveDelegation } from "#portal/delegations/give-delegation.ts";

/** Gives somebody the right to confirm: 204, or 403 for whoever is no first head. */
export const POST = holderRoute("POST /api/delegations", GiveDelegation, async ({ context, actor, body, browser }) => {
  await giveDelegation(context, actor, { ...body, browser });
  return answer(204);
});
