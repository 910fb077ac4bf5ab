import type { Database } from "#platform/database.ts";

/** An SMS that was sent and of which the provider may say more. */
export interface AwaitsReceipt {
  readonly id: string;
  readonly providerId: string;
  readonly sentAt: Date;
  readonly address: string | null;
  readonly iin: string | null;
}

export async function listAwaitingReceipt(db: Database, now: Date, limit: number): Promise<readonly AwaitsReceipt[]> {
  return db.$queryRaw`
    SELECT m.id::text, m.provider_id AS "providerId", m.sent_at AS "sentAt", m.address, p.iin
    FROM message m LEFT JOIN person p ON p.id = m.person_id
    WHERE m.state = 'SENT' AND m.provider_id IS NOT NULL AND m.due_at <= ${now} ORDER BY m.due_at LIMIT ${limit}`;
}

export async function recordReceipt(
  db: Database,
  id: string,
  { state, dueAt }: { readonly state: "SENT" | "DELIVERED" | "FAILED"; readonly dueAt: Date },
): Promise<void> {
  await db.$executeRaw`
    UPDATE message SET state = ${state}::"MessageState", due_at = ${dueAt},
      last_error = CASE WHEN ${state} = 'FAILED' THEN 'NOT_DELIVERED' ELSE last_error END
    WHERE id = ${id}::uuid AND state = 'SENT'`;
}
