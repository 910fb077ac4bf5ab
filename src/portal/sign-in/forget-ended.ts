import type { Context } from "#portal/context.ts";
import { forgetLimits } from "#portal/limits/store.ts";
import { IDLE_MS } from "./session-length.ts";
import { deleteEnded } from "./store.ts";

/** Removes what nobody can use any more: challenges and sessions that have ended, and counts of tries that are over. */
export async function forgetEnded({ db, clock }: Pick<Context, "db" | "clock">): Promise<void> {
  const now = clock.now();
  await deleteEnded(db, now, new Date(now.getTime() - IDLE_MS));
  await forgetLimits(db, now);
}
