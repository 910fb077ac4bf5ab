import type { Database, Tx } from "./database.ts";

/**
 * Asks with a plan made for these very values. A prepared question gets one plan for all, made for a usual organisation or
 * a usual list of people, and for a large one it would read everything they ever had.
 */
export async function plannedAnew<Answer>(db: Database, question: (tx: Tx) => Promise<Answer>): Promise<Answer> {
  return db.$transaction(async (tx) => {
    await tx.$executeRaw`SET LOCAL plan_cache_mode = force_custom_plan`;
    return question(tx);
  });
}
