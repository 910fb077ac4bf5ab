import type { Database, Tx } from "#platform/database.ts";

/** A row of the outbox as it is written. */
export interface NewMessage {
  readonly id: string;
  readonly key: string;
  readonly channel: string;
  readonly kind: string;
  readonly personId: string | null;
  readonly address: string | null;
  readonly facts: Readonly<Record<string, string | number>>;
  readonly certificateId: string | null;
  readonly threshold: number | null;
  readonly at: Date;
  readonly expiresAt: Date | null;
}

/** Adds to the outbox what is not in it yet, and has it emptied. */
export async function insertMessages(tx: Tx, rows: readonly NewMessage[]): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO message (id, key, channel, kind, person_id, address, facts, certificate_id, threshold, created_at, due_at,
      expires_at)
    SELECT id, key, channel::"MessageChannel", kind::"MessageKind", "personId", address, facts, "certificateId", threshold,
      at, at, "expiresAt"
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS row (id uuid, key text, channel text, kind text,
      "personId" uuid, address text, facts jsonb, "certificateId" uuid, threshold int, at timestamptz, "expiresAt" timestamptz)
    ON CONFLICT DO NOTHING`;
  await tx.$executeRaw`SELECT tanba_queue_messages()`;
}

/** Deletes what was settled more than 400 days ago, a thousand at once; how many. */
export async function forgetSettled(db: Database): Promise<number> {
  return db.$executeRaw`
    DELETE FROM message WHERE id IN (
      SELECT id FROM message WHERE settled_at < clock_timestamp() - interval '401 days' LIMIT 1000)`;
}

/** Has the outbox looked at again when the next message is due, within a minute; later ones the clock finds. */
export async function queueNextDelivery(db: Database, now: Date): Promise<void> {
  await db.$executeRaw`
    SELECT graphile_worker.add_job('deliver-messages', job_key => 'deliver-messages later', max_attempts => 1000,
      run_at => now() + greatest(next.due_at - ${now}::timestamptz, interval '5 seconds'))
    FROM (SELECT min(due_at) AS due_at FROM message WHERE state = 'QUEUED') AS next
    WHERE next.due_at < ${now}::timestamptz + interval '1 minute'`;
}
