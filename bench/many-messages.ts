import type { Database } from "#platform/database.ts";

/** Fills the outbox of a register that has people with as many messages, nearly all of them sent. */
export async function manyMessages(owner: Database, count: number): Promise<void> {
  await owner.$executeRaw`
    INSERT INTO message (id, key, channel, kind, person_id, facts, created_at, due_at, state, attempts, sent_at, settled_at,
      last_error, sent_to)
    SELECT gen_random_uuid(), 'many:' || n, (CASE WHEN n % 4 = 0 THEN 'SMS' ELSE 'EMAIL' END)::"MessageChannel",
      (ARRAY['KEYS_ISSUED', 'KEYS_INSTALLED', 'REQUEST_SUBMITTED', 'REQUEST_CONFIRMED'])[1 + n % 4]::"MessageKind", p.id,
      jsonb_build_object('number', lpad(n::text, 13, '0')), at, at,
      (CASE WHEN n % 1000 = 0 THEN 'FAILED' WHEN n % 4 = 0 THEN 'DELIVERED' ELSE 'SENT' END)::"MessageState", 1, at, at,
      CASE WHEN n % 1000 = 0 THEN 'SMTP_550' END, 'a•••@example.kz'
    FROM (SELECT n, now() - n * interval '10 seconds' AS at FROM generate_series(1, ${count}::int) AS n) AS made
      JOIN person p ON p.iin = lpad((n % 1000)::text, 12, '0')`;
  await owner.$executeRaw`VACUUM (ANALYZE) message`;
}
