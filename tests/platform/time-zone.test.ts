import pg from "pg";
import { expect, it } from "vitest";
import { openDatabase } from "#platform/database.ts";
import { testDatabase } from "#tests/support/database.ts";

it("keeps the same instant whatever zone the server is in", async () => {
  const { url } = await testDatabase();
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(`ALTER DATABASE ${new URL(url).pathname.slice(1)} SET timezone = 'Asia/Almaty'`);
  const db = openDatabase(url, { max: 1 });
  const at = new Date("2026-02-28T20:00:00.123Z");
  await db.auditEvent.create({ data: { at, action: "a test" } });
  const [same] = await db.$queryRaw<{ same: boolean }[]>`SELECT at = ${at} AS same FROM audit_event`;
  const { rows } = await client.query("SELECT extract(epoch FROM at)::text AS seconds FROM audit_event");
  await client.end();
  expect(same?.same).toBe(true);
  expect(Number(rows[0]?.seconds) * 1000).toBe(at.getTime());
  expect((await db.auditEvent.findFirst())?.at).toEqual(at);
  await db.$disconnect();
});
