import pg from "pg";
import { expect, it, onTestFinished } from "vitest";
import { dumpLog } from "#auditor/dump-log.ts";
import { inSnapshot } from "#auditor/in-snapshot.ts";
import { readDump } from "#auditor/read-dump.ts";
import { signedIn } from "#tests/support/sign-in.ts";
import { holder, world } from "#tests/support/world.ts";

/** What the log is kept in. */
const LOG = ["audit_checkpoint", "audit_entry", "audit_event", "audit_tile"];

it("C16, F5: the auditor's role reads the log, and neither reads nor changes nor calls anything else", async () => {
  const portal = await world();
  const { database, owner } = portal;
  await signedIn(portal, await holder(portal));
  const rights = await owner.$queryRawUnsafe<{ name: string; reads: boolean; writes: boolean }[]>(
    `SELECT n.nspname || '.' || c.relname AS name,
       has_any_column_privilege('tanba_auditor', c.oid, 'SELECT') AS reads,
       has_table_privilege('tanba_auditor', c.oid, 'INSERT, UPDATE, DELETE, TRUNCATE, REFERENCES, TRIGGER')
         OR has_any_column_privilege('tanba_auditor', c.oid, 'INSERT, UPDATE, REFERENCES') AS writes
     FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE n.nspname IN ('public', 'graphile_worker') AND c.relkind IN ('r', 'p', 'v', 'm')`,
  );
  expect(rights.length).toBeGreaterThan(20);
  expect(rights.filter(({ writes }) => writes)).toEqual([]);
  const read = rights.filter(({ reads }) => reads).map(({ name }) => name);
  expect(read.toSorted()).toEqual(LOG.map((name) => `public.${name}`));
  const callable = await owner.$queryRawUnsafe(
    `SELECT proname FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
     WHERE n.nspname IN ('public', 'graphile_worker') AND has_function_privilege('tanba_auditor', p.oid, 'EXECUTE')
       AND has_schema_privilege('tanba_auditor', n.oid, 'USAGE')`,
  );
  expect(callable).toEqual([]);

  const client = new pg.Client({ connectionString: database.urlAs("auditor") });
  await client.connect();
  onTestFinished(() => client.end());
  const { events } = await inSnapshot(client, () => readDump(dumpLog(client)));
  expect(events.size).toBeGreaterThan(0);
  expect(events.size).toBe(await owner.auditEvent.count());
  for (const table of ["person", "signed_document", "public_key", "session", "message"])
    await expect(client.query(`SELECT FROM ${table}`), table).rejects.toThrow(/permission denied/);
  await client.query("SET default_transaction_read_only = off");
  for (const sql of [
    "INSERT INTO audit_event (at, action) VALUES (now(), 'signed-in')",
    "UPDATE audit_event SET at = now()",
  ])
    await expect(client.query(sql)).rejects.toThrow(/permission denied/);
});
