import { answer } from "#http/answer.ts";
import { holderRoute } from "#http/route.ts";
import { Settings } from "#portal/profile/contract.ts";
import { saveSettings } from "#portal/profile/save-settings.ts";

/** Keeps a person's language and whether they get notices: 204. */
export const PUT = holderRoute("PUT /api/profile", Settings, async ({ context, actor, body }) => {
  await saveSettings(context, actor, body);
  return answer(204);
});
