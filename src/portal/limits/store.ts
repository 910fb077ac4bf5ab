import type { Database } from "#platform/database.ts";

/** Removes counts of tries whose time is over. */
export async function forgetLimits(db: Database, now: Date): Promise<void> {
  await db.$executeRaw`DELETE FROM rate_limit WHERE expire < ${now.getTime()}`;
}
