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

it("E1: finds whose keys end soon by an index, and reads no certificate besides", { timeout: 120_000 }, async () => {
  const here = await world();
  await seedMany(here.database.url, { certificates: CERTIFICATES, statusUrl: STATUS_URL, crlShards: CRL_SHARDS });
  await here.owner.$executeRaw`UPDATE person SET email = 'p' || iin || '@example.kz'`;
  await here.owner.$executeRaw`ANALYZE person`;
  const rungs = dueNotices(new Date());
  expect(rungs).toHaveLength(4);
  for (const due of rungs) {
    const steps: string[] = [];
    await insertExpiryNotices(explained(here, steps), due, { at: new Date(), limit: 6_000 });
    const plan = steps.join("\n");
    expect(plan).toMatch(/using certificate_ending on certificate c\b|Bitmap Index Scan on certificate_ending\b/);
    expect(plan).not.toMatch(/Seq Scan on certificate c\b/);
  }
});
