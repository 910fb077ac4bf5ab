import { createHash, randomUUID } from "node:crypto";
import { chmodSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { expect, it, onTestFinished } from "vitest";
import { dumpLog } from "#auditor/dump-log.ts";
import { inSnapshot } from "#auditor/in-snapshot.ts";
import { type DumpedEntry, type DumpedLog, readDump } from "#auditor/read-dump.ts";
import { type LogReport, verifyLog } from "#auditor/verify-log.ts";
import type { NoteKey } from "#pki/checkpoint.ts";
import { signCheckpoint } from "#portal/audit/log/sign-checkpoint.ts";
import { type World, world } from "#tests/support/world.ts";

const ROWS = 1000;

/** A log of a thousand rows, its dump line by line, and what was signed of it, held elsewhere. */
interface Evidence {
  readonly lines: readonly string[];
  readonly checkpoints: string;
  readonly key: NoteKey;
}

async function connect({ database }: World): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  onTestFinished(() => client.end());
  return client;
}

async function written(here: World, sizes: readonly number[]): Promise<Evidence & { readonly client: pg.Client }> {
  for (const count of sizes) {
    await here.issuing.db.$executeRaw`
      INSERT INTO audit_event (at, action, actor_id, request_id, facts)
      SELECT ${here.clock.now()}, 'signed-in', gen_random_uuid(), CASE WHEN n % 3 > 0 THEN gen_random_uuid() END,
        jsonb_build_object('n', n, 'text', E'a\tb\\\\c\nd«ә» ' || n) FROM generate_series(1, ${count}::int) n`;
    await signCheckpoint(here.issuing);
    here.clock.set(new Date(here.clock.now().getTime() + 60_000));
  }
  const { checkpointsPath, key } = here.issuing.logSigner;
  const client = await connect(here);
  return { client, lines: await dumpOf(client), checkpoints: readFileSync(checkpointsPath, "utf8"), key };
}

async function dumpOf(client: pg.Client): Promise<readonly string[]> {
  const lines: string[] = [];
  await inSnapshot(client, async () => {
    for await (const line of dumpLog(client)) lines.push(line);
  });
  return lines;
}

const reportOn = async ({ checkpoints, key }: Omit<Evidence, "lines">, lines: readonly string[]): Promise<LogReport> =>
  verifyLog({ log: await readDump(lines), checkpoints, key });

it("F3: finds a sound log sound, whatever its events hold and in whatever order the dump has them", async () => {
  const evidence = await written(await world(), [1, 255, 44]);
  const sound = { findings: [], entries: 300, checkpoints: 3, signed: 300 };
  expect(await reportOn(evidence, evidence.lines)).toEqual(sound);
  const { events, entries } = parts(evidence.lines);
  const turned = joined({ events: events.toReversed(), entries: entries.toReversed() });
  expect(await reportOn(evidence, turned)).toEqual(sound);
});

// ------------------------------------------------------------------------------------------------ every row of a thousand

interface Parts {
  readonly events: readonly string[];
  readonly entries: readonly string[];
}

function parts(lines: readonly string[]): Parts {
  const end = lines.indexOf("\\.");
  const begin = lines.findIndex((line) => line.startsWith("COPY public.audit_entry"));
  return { events: lines.slice(1, end), entries: lines.slice(begin + 1, lines.lastIndexOf("\\.")) };
}

const EVENTS =
  "COPY public.audit_event (seq, at, action, actor_id, request_id, certificate_id, facts, salt) FROM stdin;";
const ENTRIES = "COPY public.audit_entry (seq, event_seq, leaf, prev_hash, hash) FROM stdin;";
const joined = ({ events, entries }: Parts) => [EVENTS, ...events, "\\.", "", ENTRIES, ...entries, "\\.", ""];

const fields = (line: string | undefined) => (line ?? "").split("\t");

/** What somebody who can write anything anywhere in the register does to the row at a place. */
const DEEDS: Readonly<Record<string, (log: Parts, at: number) => Parts>> = {
  "changes the event": (log, at) => ({
    ...log,
    events: log.events.with(at, fields(log.events[at]).with(2, "signed-out").join("\t")),
  }),
  "changes when it was": (log, at) => ({
    ...log,
    events: log.events.with(at, fields(log.events[at]).with(1, "2020-01-01 00:00:00+00").join("\t")),
  }),
  "changes whose it was": (log, at) => ({
    ...log,
    events: log.events.with(at, fields(log.events[at]).with(3, randomUUID()).join("\t")),
  }),
  "changes its facts": (log, at) => ({
    ...log,
    events: log.events.with(at, fields(log.events[at]).with(6, '{"n": 0}').join("\t")),
  }),
  "removes the event": (log, at) => ({ ...log, events: log.events.toSpliced(at, 1) }),
  "removes event and entry": ({ events, entries }, at) => ({
    events: events.toSpliced(at, 1),
    entries: entries.toSpliced(at, 1),
  }),
  "adds another event": (log, at) => ({
    ...log,
    events: log.events.toSpliced(at, 0, fields(log.events[at]).with(0, "5000").join("\t")),
  }),
  "swaps two events": (log, at) => {
    const other = (at + 1) % log.events.length;
    const [one, two] = [fields(log.events[at]), fields(log.events[other])];
    const events = log.events
      .with(at, two.with(0, one[0] ?? "").join("\t"))
      .with(other, one.with(0, two[0] ?? "").join("\t"));
    return { ...log, events };
  },
  "cuts the log off": ({ events, entries }, at) => ({ events: events.slice(0, at), entries: entries.slice(0, at) }),
};

/** Each line is read once: a thousand deeds to a thousand lines are a million otherwise. */
const known = new Map<string, DumpedLog>();

async function read({ events, entries }: Parts): Promise<DumpedLog> {
  const one = async (head: string, line: string) => {
    const log = known.get(line) ?? (await readDump([head, line, "\\."]));
    known.set(line, log);
    return log;
  };
  const leaves = new Map<bigint, readonly Uint8Array[]>();
  for (const line of events) {
    for (const [seq, found] of (await one(EVENTS, line)).events)
      leaves.set(seq, [...(leaves.get(seq) ?? []), ...found]);
  }
  const places: DumpedEntry[] = [];
  for (const line of entries) places.push(...(await one(ENTRIES, line)).entries);
  return { events: leaves, entries: places };
}

const sha256 = (...parts: readonly Uint8Array[]) => createHash("sha256").update(Buffer.concat(parts)).digest();

/** The chain anew over the events as they are now, in their order: the work of somebody who knows how it is made. */
function rechained({ events }: DumpedLog): DumpedLog {
  let before: Uint8Array = new Uint8Array(32);
  const entries = [...events].map(([eventSeq, [leaf = before]], at) => {
    const prevHash = before;
    before = new Uint8Array(sha256(prevHash, leaf));
    return { seq: BigInt(at + 1), eventSeq, leaf, prevHash, hash: before };
  });
  return { events, entries };
}

it("F3: notices every deed at every row of a thousand, even when the chain is made anew after it", async () => {
  const thousand = await written(await world(), [256, 400, 344]);
  const log = parts(thousand.lines);
  expect([log.events.length, log.entries.length]).toEqual([ROWS, ROWS]);
  const deeds = Object.entries(DEEDS);
  const unnoticed: string[] = [];
  for (let at = 0; at < ROWS; at++) {
    // each row has one deed of each rank, so that every row and every deed come with and without a new chain
    const [name, deed] = deeds[at % deeds.length] ?? expect.fail();
    const done = await read(deed(log, at));
    const { findings } = verifyLog({ ...thousand, log: at % 2 === 0 ? rechained(done) : done });
    if (findings.length === 0) unnoticed.push(`${name} at ${at}`);
  }
  expect(unnoticed).toEqual([]);
}, 300_000);

it.each([
  ["changes an event", "UPDATE audit_event SET facts = '{}' WHERE seq = 100", "event 100, of entry 100, was changed"],
  [
    "changes an entry",
    "UPDATE audit_entry SET leaf = sha256('') WHERE seq = 100",
    "event 100, of entry 100, was changed",
  ],
  [
    "gives an event another salt",
    "UPDATE audit_event SET salt = gen_random_uuid() WHERE seq = 7",
    "event 7, of entry 7, was changed",
  ],
  [
    "removes both",
    "DELETE FROM audit_event WHERE seq = 9; DELETE FROM audit_entry WHERE seq = 9",
    "entries 9 to 9 are missing",
  ],
  [
    "removes the newest",
    "DELETE FROM audit_event WHERE seq > 290; DELETE FROM audit_entry WHERE seq > 290",
    "the log has 290 entries, and a checkpoint speaks for 300",
  ],
  ["adds an event", "INSERT INTO audit_event (at, action) VALUES (now(), 'signed-in')", "event 301 has no entry"],
  [
    "writes all of the chain anew",
    `UPDATE audit_event SET action = 'signed-out' WHERE seq = 3; DELETE FROM audit_entry;
    DO $$ DECLARE e audit_event; BEGIN FOR e IN SELECT * FROM audit_event ORDER BY seq LOOP PERFORM tanba_append(e); END LOOP; END $$`,
    "the first 300 entries are not those of the checkpoint",
  ],
])("F3: notices who %s as a superuser, with triggers put aside", async (_, sql, finding) => {
  const evidence = await written(await world(), [300]);
  await evidence.client.query("SET session_replication_role = replica");
  await evidence.client.query(sql);
  const { findings } = await reportOn(evidence, await dumpOf(evidence.client));
  expect(findings).toContain(finding);
});

it("F3: notices checkpoints that were changed, taken away from the middle of their order, or signed by another", async () => {
  const evidence = await written(await world(), [5, 5]);
  const [first = "", second = ""] = evidence.checkpoints.split(/(?<=\n\n)(?=status)/);
  const report = async (checkpoints: string, key = evidence.key) =>
    (await reportOn({ checkpoints, key }, evidence.lines)).findings.join();
  expect(await report(first + second)).toBe("");
  expect(await report(second + first)).toContain("comes after a larger one");
  expect(await report(first + second.slice(0, -5))).toContain("ends in the middle");
  expect(await report(first.replace("\n5\n", "\n6\n") + second)).toContain("is not signed by the log");
  const other = { ...evidence.key, publicKey: evidence.key.publicKey.with(0, (evidence.key.publicKey[0] ?? 0) ^ 1) };
  expect(await report(first + second, other)).toContain("is not signed by the log");
  expect(await report(first + second, { ...evidence.key, name: "another" })).toContain("SIGNATURE_INVALID");
});

it("writes rows as PostgreSQL's own COPY does", async () => {
  const { client, lines } = await written(await world(), [20]);
  const folder = mkdtempSync(join(tmpdir(), "tanba-copy-"));
  chmodSync(folder, 0o777);
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  await client.query("SET TimeZone = 'UTC'");
  for (const head of [EVENTS, ENTRIES]) {
    await client.query(
      head.replace(
        /COPY public\.(\w+) \((.*)\) FROM stdin;/,
        `COPY (SELECT $2 FROM $1 ORDER BY seq) TO '${folder}/rows'`,
      ),
    );
    const rows = readFileSync(join(folder, "rows"), "utf8").trimEnd().split("\n");
    expect(lines.slice(lines.indexOf(head) + 1, lines.indexOf(head) + 21)).toEqual(rows);
    rmSync(join(folder, "rows"));
  }
});

it("says of the entries after the last checkpoint that they are not signed", async () => {
  const here = await world();
  const evidence = await written(here, [10]);
  await here.issuing.db.$executeRaw`INSERT INTO audit_event (at, action) VALUES (${here.clock.now()}, 'signed-in')`;
  expect(await reportOn(evidence, await dumpOf(evidence.client))).toEqual({
    findings: [],
    entries: 11,
    checkpoints: 1,
    signed: 10,
  });
});

it.each([
  ["COPY public.audit_event (seq, at) FROM stdin;", "1\t2", "line 2 of the dump"],
  [EVENTS, "1\tyesterday\ta\t\\N\t\\N\t\\N\t{}\tx", "line 2 of the dump"],
  [ENTRIES, "1\t1\tleaf\t\\\\x\t\\\\x", "line 2 of the dump"],
])("says which line of a dump it can't read", async (head, row, said) => {
  await expect(readDump([head, row, "\\."])).rejects.toThrow(said);
});

it("reads instants of any time zone, as pg_dump writes those of the server", async () => {
  const row = (at: string) =>
    ["1", at, "a", "\\N", "\\N", "\\N", "{}", "5d1c2b1e-6a55-4c1f-9d0e-6d9f3b1c0a11"].join("\t");
  const leaf = async (at: string) => (await readDump([EVENTS, row(at), "\\."])).events.get(1n);
  const utc = await leaf("2026-11-26 00:00:00.25+00");
  expect(await leaf("2026-11-26 05:00:00.25+05")).toEqual(utc);
  expect(await leaf("2026-11-25 18:30:00.25-05:30")).toEqual(utc);
  expect(await leaf("2026-11-26 00:00:00+00")).not.toEqual(utc);
});
