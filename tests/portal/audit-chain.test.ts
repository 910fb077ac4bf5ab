import { createHash } from "node:crypto";
import fc from "fast-check";
import pg from "pg";
import { expect, it, onTestFinished } from "vitest";
import { leafHash } from "#pki/merkle.ts";
import { eventBytes, type LoggedEvent } from "#portal/audit/event-bytes.ts";
import { testDatabase } from "#tests/support/database.ts";

const EVENTS = `SELECT seq, at, action, actor_id AS "actorId", request_id AS "requestId", certificate_id AS "certificateId",
  facts::text, salt::text FROM audit_event ORDER BY seq`;
const INSERT = "INSERT INTO audit_event (at, action, facts) VALUES (now(), $1, $2)";

async function connect(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url, types: { getTypeParser: parserOf } });
  await client.connect();
  onTestFinished(() => client.end());
  return client;
}

const parserOf: typeof pg.types.getTypeParser = (oid: number, format?: "text" | "binary") =>
  oid === pg.types.builtins.INT8 ? BigInt : pg.types.getTypeParser(oid, format);

const sha256 = (...parts: readonly Uint8Array[]) => createHash("sha256").update(Buffer.concat(parts)).digest();

/** The chain as it has to be, made here from the events. */
async function requireWhole(client: pg.Client): Promise<number> {
  const { rows: events } = await client.query<LoggedEvent>(EVENTS);
  const { rows: entries } = await client.query("SELECT * FROM audit_entry ORDER BY seq");
  const bySeq = new Map(events.map((event) => [event.seq, event]));
  let before: Uint8Array = new Uint8Array(32);
  for (const [at, { seq, event_seq, leaf, prev_hash, hash }] of entries.entries()) {
    const event = bySeq.get(event_seq);
    expect(seq).toBe(BigInt(at + 1));
    expect(event && Buffer.from(leafHash(eventBytes(event)))).toEqual(leaf);
    expect(prev_hash).toEqual(Buffer.from(before));
    expect(hash).toEqual(sha256(before, leaf));
    bySeq.delete(event_seq);
    before = hash;
  }
  expect([...bySeq.keys()]).toEqual([]);
  return entries.length;
}

it("F3: the register and we make the same bytes of any event, and they are JSON", async () => {
  const client = await connect((await testDatabase()).url);
  // what jsonb and text can't hold
  const word = fc.string({ unit: "binary" }).map((text) => text.replaceAll("\0", "").toWellFormed());
  const event = fc.record({
    at: fc.date({ min: new Date("1000-01-01"), max: new Date("9998-12-31"), noInvalidDate: true }),
    action: word,
    actor: fc.option(fc.uuid()),
    facts: fc.dictionary(
      word,
      fc.oneof(word, fc.double({ noNaN: true, noDefaultInfinity: true }), fc.constant({ a: [1.0, null] })),
    ),
  });
  await fc.assert(
    fc.asyncProperty(event, async ({ at, action, actor, facts }) => {
      await client.query("INSERT INTO audit_event (at, action, actor_id, facts) VALUES ($1, $2, $3, $4)", [
        ...[at.toISOString(), action, actor, JSON.stringify(facts)],
      ]);
      const { rows } = await client.query(
        `${EVENTS.replace("seq, at", "tanba_event_bytes(e) AS bytes, seq, at").replace("audit_event", "audit_event e")} DESC LIMIT 1`,
      );
      const { bytes, ...row } = rows[0];
      expect(Buffer.from(eventBytes(row)).toString()).toBe(bytes.toString());
      expect(JSON.parse(bytes.toString())).toMatchObject({ action, actor, at: at.toISOString(), salt: row.salt });
    }),
    { numRuns: 300 },
  );
  expect(await requireWhole(client)).toBe(300);
});

it("F1: many at once get their places one after the other, without a gap, and who gave up has none", async () => {
  const database = await testDatabase();
  const clients = await Promise.all(
    ["web", "worker", "web", "worker"].map((role) => connect(database.urlAs(role === "web" ? "web" : "worker"))),
  );
  await Promise.all(
    clients.map(async (client, at) => {
      for (let round = 0; round < 20; round++) {
        await client.query("BEGIN");
        for (let row = 0; row <= round % 4; row++) await client.query(INSERT, [`${at}`, "{}"]);
        await client.query(round % 5 === 4 ? "ROLLBACK" : "COMMIT");
      }
    }),
  );
  const owner = await connect(database.url);
  const { rows } = await owner.query("SELECT count(*)::int AS count FROM audit_event");
  expect(await requireWhole(owner)).toBe(rows[0].count);
  // of the fifty rows of each, ten were given up
  expect(rows[0].count).toBe(4 * 40);
});

it("F1: nothing commits whose place in the log can't be written", async () => {
  const database = await testDatabase();
  const owner = await connect(database.url);
  await owner.query("CREATE FUNCTION no_entry() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'no entry'; END $$");
  await owner.query("CREATE TRIGGER no_entry BEFORE INSERT ON audit_entry FOR EACH ROW EXECUTE FUNCTION no_entry()");
  const web = await connect(database.urlAs("web"));
  await web.query("BEGIN");
  await web.query(INSERT, ["signed-in", "{}"]);
  await expect(web.query("COMMIT")).rejects.toThrow("no entry");
  expect((await owner.query("SELECT FROM audit_event")).rowCount).toBe(0);
});

it.each(["web", "worker"] as const)(
  "F5: %s writes an event and chooses neither its place nor its salt",
  async (role) => {
    const database = await testDatabase();
    const client = await connect(database.urlAs(role));
    await client.query(INSERT, ["signed-in", "{}"]);
    for (const sql of [
      "INSERT INTO audit_event (seq, at, action) VALUES (9223372036854775807, now(), 'signed-in')",
      "INSERT INTO audit_event (salt, at, action) VALUES (gen_random_uuid(), now(), 'signed-in')",
      "INSERT INTO audit_entry VALUES (2, 2, '', '', '')",
      "INSERT INTO audit_turn VALUES (true)",
      "UPDATE audit_entry SET leaf = hash",
      "DELETE FROM audit_entry",
      "TRUNCATE audit_entry",
      "DO $$ BEGIN LOCK TABLE audit_turn IN ACCESS SHARE MODE; END $$",
      "SELECT tanba_append(e) FROM audit_event e",
      "SELECT setval('audit_event_seq_seq', 1)",
      "ALTER TABLE audit_event DISABLE TRIGGER chain",
      "SET session_replication_role = replica",
    ]) {
      await expect(client.query(sql), sql).rejects.toThrow(/permission denied|must be owner/);
    }
    expect(await requireWhole(await connect(database.url))).toBe(1);
  },
);

it("F5: nor does the owner change or remove what is in the log", async () => {
  const client = await connect((await testDatabase()).url);
  await client.query(INSERT, ["signed-in", "{}"]);
  for (const sql of [
    "UPDATE audit_entry SET leaf = hash",
    "DELETE FROM audit_entry",
    "TRUNCATE audit_entry",
    "UPDATE audit_event SET salt = gen_random_uuid()",
    "INSERT INTO audit_turn VALUES (true)",
  ]) {
    await expect(client.query(sql), sql).rejects.toThrow("is refused");
  }
});

it("waits for nobody who has yet to commit", async () => {
  const database = await testDatabase();
  const [slow, quick] = [await connect(database.urlAs("web")), await connect(database.urlAs("worker"))];
  await slow.query("BEGIN");
  await slow.query(INSERT, ["signed-in", "{}"]);
  await quick.query(INSERT, ["request-issued", "{}"]);
  await slow.query("COMMIT");
  const { rows } = await quick.query(
    "SELECT e.seq, action FROM audit_entry e JOIN audit_event v ON v.seq = event_seq ORDER BY 1",
  );
  expect(rows).toEqual([
    { seq: 1n, action: "request-issued" },
    { seq: 2n, action: "signed-in" },
  ]);
  expect(await requireWhole(quick)).toBe(2);
});
