import pg from "pg";
import { expect, it } from "vitest";
import { migrate } from "#platform/migrate.ts";
import { testDatabase } from "#tests/support/database.ts";

it("applies nothing twice", async () => {
  const { url } = await testDatabase();
  expect(await migrate(url)).toEqual({ applied: [] });
});

it("refuses to go on when a migration that was applied has changed", async () => {
  const { url } = await testDatabase();
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query("UPDATE _prisma_migrations SET checksum = 'other' WHERE migration_name LIKE '%register'");
  await client.end();
  await expect(migrate(url)).rejects.toThrow("_register has changed");
});
