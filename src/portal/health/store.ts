import type { Database } from "#platform/database.ts";

/** The cheapest question that only a working register answers. */
export async function ask(db: Database): Promise<void> {
  await db.$queryRaw`SELECT 1`;
}
