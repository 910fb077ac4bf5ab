import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";

/** Puts a letter into the outbox that its server has refused for good, to a person of the register with this IIN. */
export async function givenUpMessage(home: string, iin: string): Promise<void> {
  const client = new pg.Client({ connectionString: readFileSync(join(home, "secrets", "owner-url"), "utf8").trim() });
  await client.connect();
  try {
    await client.query(
      `INSERT INTO message (id, key, channel, kind, person_id, address, created_at, due_at, state, attempts, settled_at,
         last_error, sent_to)
       SELECT $1::uuid, $1, 'EMAIL', 'KEYS_INSTALLED', id, 'given-up@example.kz', now(), now(), 'FAILED', 1, now(), 'SMTP_550',
         'g•••@example.kz'
       FROM person WHERE iin = $2`,
      [randomUUID(), iin],
    );
  } finally {
    await client.end();
  }
}
