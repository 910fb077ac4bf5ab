import { randomBytes } from "node:crypto";
import { readdirSync } from "node:fs";
import pg from "pg";
import { expect, inject, it, onTestFinished } from "vitest";
import { migrate, requireRecent } from "#platform/migrate.ts";
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

it.each(["14.22", "9.6.24", ""])("refuses PostgreSQL %j as too old", (version) => {
  expect(() => requireRecent(version)).toThrow(`The database is PostgreSQL ${version}; Tańba needs 15 or newer.`);
});

it.each(["15.0", "18.4 (Debian 18.4-1)", "19beta1"])("accepts PostgreSQL %j", (version) => {
  expect(() => requireRecent(version)).not.toThrow();
});

it("gives a role the password it is told to, and leaves the others alone", async () => {
  const database = await testDatabase();
  const before = new pg.Client({ connectionString: database.urlAs("web") });
  await before.connect();
  await before.end();
  await migrate(database.url, { passwords: { tanba_web: new URL(database.urlAs("web")).password } });
  const after = new pg.Client({ connectionString: database.urlAs("worker") });
  await after.connect();
  await after.end();
});

it("needs no superuser: the owner of an empty database is enough", async () => {
  const postgres = inject("postgres");
  const name = `owned_${randomBytes(6).toString("hex")}`;
  const superuser = new pg.Client({ connectionString: postgres.url });
  await superuser.connect();
  await superuser.query(`CREATE ROLE ${name} LOGIN CREATEROLE PASSWORD 'x'`);
  await superuser.query(`CREATE DATABASE ${name} OWNER ${name}`);
  onTestFinished(async () => {
    await superuser.query(`DROP DATABASE ${name} WITH (FORCE)`);
    await superuser.query(`DROP ROLE ${name}`);
    await superuser.end();
  });

  const url = new URL(postgres.url);
  Object.assign(url, { username: name, password: "x", pathname: `/${name}` });
  const written = readdirSync("prisma/migrations", { withFileTypes: true }).filter((entry) => entry.isDirectory());
  expect((await migrate(url.href)).applied).toEqual(written.map((folder) => folder.name).toSorted());
  expect(await migrate(url.href)).toEqual({ applied: [] });
});
