import type { Database, Tx } from "./database.ts";

/**
 * Asks with a plan made for these very values. A prepared question gets one plan for all, made for a usual organisation or
 * a usual list of people, and for a large one it would read everything they ever had. Nor is a table read through in the
 * hope of meeting enough rows soon: those of one organisation may all stand at its end.
 */
export async function plannedAnew<Answer>(db: Database, question: (tx: Tx) => Promise<Answer>): Promise<Answer> {
  return db.$transaction(async (tx) => {
    await tx.$queryRaw`
      SELECT set_config('plan_cache_mode', 'force_custom_plan', true), set_config('enable_seqscan', 'off', true)`;
    return question(tx);
  });
}
