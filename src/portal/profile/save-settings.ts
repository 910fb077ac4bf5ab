import type { Actor } from "#portal/actor.ts";
import { recordEvents } from "#portal/audit/store.ts";
import type { Context } from "#portal/context.ts";
import type { Settings } from "./contract.ts";
import { updateSettings } from "./store.ts";

/** Keeps the language that a person is addressed in, whether they get letters, and what they do not want to be told. */
export async function saveSettings(
  { db, clock }: Context,
  { holderId, personId }: Actor,
  settings: Settings,
): Promise<void> {
  const { language, emailNotices, noticeKindsOff } = settings;
  await db.$transaction(async (tx) => {
    await updateSettings(tx, personId, settings);
    const facts = { language, emailNotices: String(emailNotices), noticeKindsOff: noticeKindsOff.join(" ") };
    await recordEvents(tx, [{ at: clock.now(), action: "settings-changed", actorId: holderId, facts }]);
  });
}
