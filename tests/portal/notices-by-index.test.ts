import { expect, it } from "vitest";
import { Prisma } from "#platform/prisma/client.ts";
import { dueNotices } from "#portal/notices/expiry/due-notices.ts";
import { insertExpiryNotices } from "#portal/notices/expiry/store.ts";
import { CRL_SHARDS, STATUS_URL } from "#tests/support/authority.ts";
import { type World, world } from "#tests/support/world.ts";
import { seedMany } from "../../prisma/seed-many.ts";

const CERTIFICATES = 20_000;

/** How PostgreSQL goes about the planner's statement, as a line for each step; nothing is written. */
function explained({ owner }: World, lines: string[]): Parameters<typeof insertExpiryNotices>[0] {
  const $executeRaw = async ([first = "", ...rest]: readonly string[], ...values: readonly unknown[]) => {
    const statement = Prisma.sql([`EXPLAIN ${first}`, ...rest], ...values);
    const steps = await owner.$queryRaw<{ "QUERY PLAN": string }[]>(statement);
    lines.push(...steps.map((step) => step["QUERY PLAN"]));
    return 0;
  };
  return { $executeRaw } as unknown as Parameters<typeof insertExpiryNotices>[0];
}

it("E1: finds whose keys end soon, and whom it told already, by an index and reads nothing besides", {
  timeout: 120_000,
}, async () => {
  const here = await world();
  await seedMany(here.database.url, { certificates: CERTIFICATES, statusUrl: STATUS_URL, crlShards: CRL_SHARDS });
  await here.owner.$executeRaw`UPDATE person SET email = 'p' || iin || '@example.kz'`;
  await here.owner.$executeRaw`ANALYZE person`;
  // PostgreSQL takes the outbox for empty for a while after the first plan
  await here.owner.$executeRaw`ANALYZE message`;
  const [at, rungs] = [new Date(), dueNotices(new Date())];
  expect(rungs).toHaveLength(4);
  const planned = [];
  for (const due of rungs) planned.push(await insertExpiryNotices(here.owner, due, { at, limit: 6_000 }));
  expect(Math.min(...planned)).toBeGreaterThan(0);
  await here.owner.$executeRaw`
    INSERT INTO message (id, key, channel, kind, person_id, facts, created_at, due_at)
    SELECT gen_random_uuid(), 'many:' || n, 'EMAIL', 'KEYS_ISSUED', (SELECT id FROM person LIMIT 1), '{}', ${at}, ${at}
    FROM generate_series(1, 10000) AS n`;
  for (const due of rungs) {
    const steps: string[] = [];
    await insertExpiryNotices(explained(here, steps), due, { at, limit: 6_000 });
    const plan = steps.join("\n");
    expect(plan).toMatch(/using certificate_ending on certificate c\b|Bitmap Index Scan on certificate_ending\b/);
    expect(plan).not.toMatch(/Seq Scan on (certificate c|message m)\b/);
    expect(plan).toMatch(
      /using message_rung on message m\b.*\n +Index Cond: \(\(certificate_id = c\.id\) AND \(channel = .*\) AND \(threshold <= /,
    );
  }
});
