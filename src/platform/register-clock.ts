import type { Database } from "./database.ts";

/** What time the register's own clock tells, at this very moment rather than at the beginning of a transaction. */
export async function registerNow(db: Database): Promise<Date> {
  const [row] = await db.$queryRaw<{ now: Date }[]>`SELECT clock_timestamp() AS now`;
  if (!row) throw new Error("the register tells no time");
  return row.now;
}
