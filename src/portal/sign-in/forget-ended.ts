import type { Context } from "#portal/context.ts";
import { forgetLimits } from "#portal/limits/store.ts";
import { forgetBrowsers } from "./browser-store.ts";
import { IDLE_MS } from "./session-length.ts";
import { deleteEnded } from "./store.ts";

/** No browser keeps for longer what it is known again by. */
const KNOWN_MS = 400 * 86_400_000;

/**
 * Removes what nobody can use any more: challenges and sessions that have ended, counts of tries that are over, and
 * browsers that nobody has signed in from for long.
 */
export async function forgetEnded({ db, clock }: Pick<Context, "db" | "clock">): Promise<void> {
  const now = clock.now();
  await deleteEnded(db, now, new Date(now.getTime() - IDLE_MS));
  await forgetBrowsers(db, new Date(now.getTime() - KNOWN_MS));
  await forgetLimits(db, now);
}
