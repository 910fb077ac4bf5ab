import type { Database } from "#platform/database.ts";

/**
 * Frees the jobs of workers that were killed, for which the queue itself would wait four hours.
 *
 * All jobs of one process are locked by one name, and whoever frees holds a lock a moment old. So a slow job is taken from
 * none but another process that lives, and then both do it, which does no harm.
 */
export async function freeAbandonedJobs(db: Database): Promise<void> {
  await db.$executeRaw`
    SELECT graphile_worker.force_unlock_workers(array_agg(locked_by)) FROM (
      SELECT locked_by FROM (
        SELECT locked_by, locked_at FROM graphile_worker._private_jobs WHERE locked_at IS NOT NULL
        UNION ALL
        SELECT locked_by, locked_at FROM graphile_worker._private_job_queues WHERE locked_at IS NOT NULL
      ) AS locks
      GROUP BY locked_by HAVING max(locked_at) < now() - interval '5 minutes'
    ) AS abandoned`;
}
