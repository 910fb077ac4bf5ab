import type { Tx } from "#platform/database.ts";
import type { DueNotice } from "./due-notices.ts";

/**
 * Writes to the outbox, for up to `limit` pairs on this rung, that they end; those that end first come first.
 *
 * The SIGN certificate stands for its pair, also when only the other one is left. Nothing is written for a pair that is
 * revoked or on hold, that an installed one of the same capacity outlives, or whose holder has switched such notices off;
 * no letter where the account has no confirmed address; and nothing where this rung or a tighter one is in the outbox already.
 * OFFSET 0 has the outbox asked about each pair by its index: joined, it was read for each as long as PostgreSQL took it for empty.
 *
 * @returns how many were written
 */
export async function insertExpiryNotices(
  tx: Tx,
  { channel, threshold, endsFrom, endsBefore }: DueNotice,
  { at, limit }: { readonly at: Date; readonly limit: number },
): Promise<number> {
  return tx.$executeRaw`
    INSERT INTO message (id, key, channel, kind, person_id, facts, certificate_id, threshold, created_at, due_at, expires_at)
    SELECT gen_random_uuid(), concat_ws(':', 'expiry', c.id, ${channel}::text, ${threshold}::int), ${channel}::"MessageChannel",
      'EXPIRY', h.person_id, jsonb_build_object('notAfter', c.not_after), c.id, ${threshold}::int, ${at}, ${at}, c.not_after
    FROM certificate c JOIN holder h ON h.id = c.holder_id JOIN person p ON p.id = h.person_id
    WHERE c.slot = 'SIGN' AND c.not_after >= ${endsFrom} AND c.not_after < ${endsBefore} AND c.not_before <= ${at}
      AND tanba_is_ending(c) AND NOT 'EXPIRY' = ANY (p.notice_kinds_off)
      AND (${channel}::text = 'SMS' OR (p.email IS NOT NULL AND p.email_notices))
      AND NOT EXISTS (SELECT FROM message m
        WHERE m.certificate_id = c.id AND m.channel = ${channel}::"MessageChannel" AND m.threshold <= ${threshold}::int
        OFFSET 0)
    ORDER BY c.not_after LIMIT ${limit}
    ON CONFLICT DO NOTHING`;
}

/** Takes out of the outbox what was planned after `at`, in a time that has not come yet, and was never tried. */
export async function forgetFutureNotices(tx: Tx, at: Date): Promise<number> {
  return tx.$executeRaw`
    DELETE FROM message WHERE kind = 'EXPIRY' AND state = 'QUEUED' AND attempts = 0 AND created_at > ${at}`;
}

/** When it was planned last, locked until the transaction ends; null before the first time. */
export async function lockPlan(tx: Tx): Promise<Date | null> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended('notice plan', 0))`;
  const plan = await tx.noticePlan.findUnique({ where: { id: 1 }, select: { plannedAt: true } });
  return plan?.plannedAt ?? null;
}

/** @param jumpedSeconds by how much the clock seems to have jumped since, if it has */
export async function recordPlan(tx: Tx, at: Date, jumpedSeconds: number | null): Promise<void> {
  const jump = jumpedSeconds === null ? {} : { jumpedAt: at, jumpedSeconds };
  await tx.noticePlan.upsert({
    where: { id: 1 },
    create: { id: 1, plannedAt: at, ...jump },
    update: { plannedAt: at, ...jump },
  });
}

export async function queueDelivery(tx: Tx): Promise<void> {
  await tx.$executeRaw`SELECT tanba_queue_messages()`;
}
