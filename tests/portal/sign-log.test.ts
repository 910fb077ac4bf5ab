import { appendFileSync } from "node:fs";
import pg from "pg";
import { expect, it, onTestFinished } from "vitest";
import { openCheckpoint } from "#pki/checkpoint.ts";
import { consistencyRanges, inclusionRanges, treeHash } from "#pki/merkle.ts";
import { openDatabase } from "#platform/database.ts";
import { verifyEd25519 } from "#platform/ed25519.ts";
import { readTree } from "#portal/audit/log/read-tree.ts";
import { requireSignedLog } from "#portal/audit/log/require-signed-log.ts";
import { signCheckpoint } from "#portal/audit/log/sign-checkpoint.ts";
import { readLeaves } from "#portal/audit/log/store.ts";
import { readPublished } from "#status/store.ts";
import { type World, world } from "#tests/support/world.ts";

/** Enters so many events, as the worker would. */
const enter = (here: World, count: number) =>
  here.issuing.db.$executeRaw`
    INSERT INTO audit_event (at, action, facts)
    SELECT ${here.clock.now()}, 'signed-in', jsonb_build_object('n', n) FROM generate_series(1, ${count}::int) n`;

const later = (here: World) => here.clock.set(new Date(here.clock.now().getTime() + 60_000));

const checkpoints = (here: World) =>
  here.owner.auditCheckpoint.findMany({ orderBy: [{ signedAt: "asc" }, { size: "asc" }] });

it("F4: the log is signed as it grows, each checkpoint of the root that its entries have", async () => {
  const here = await world();
  const sizes = [0, 1, 254, 1, 1, 300, 0, 511, 1000];
  for (const more of sizes) {
    await enter(here, more);
    await signCheckpoint(here.issuing);
    later(here);
  }
  const signed = await checkpoints(here);
  expect(signed.map(({ size }) => Number(size))).toEqual([1, 255, 256, 257, 557, 1068, 2068]);
  const { key } = here.issuing.logSigner;
  const leaves = await readLeaves(here.owner, 0, 2068);
  for (const { size, root, note } of signed) {
    const opened = openCheckpoint(note, key, verifyEd25519);
    expect(opened).toEqual({ origin: key.name, size: Number(size), root: new Uint8Array(root) });
    expect(treeHash(leaves.slice(0, Number(size)))).toEqual(opened.root);
  }
});

it("F3: reads for every proof what the leaves give", async () => {
  const here = await world();
  await enter(here, 1300);
  await signCheckpoint(here.issuing);
  const leaves = await readLeaves(here.owner, 0, 1300);
  for (const size of [1, 2, 255, 256, 257, 511, 512, 513, 768, 1023, 1024, 1025, 1300]) {
    for (const index of [0, 1, 127, 128, 255, 256, 257, 511, 512, 700, 1023, 1024, 1299].filter((at) => at < size)) {
      const hashOf = await readTree(here.owner, size, index);
      const both = [...inclusionRanges(index, size), ...consistencyRanges(index, size), { from: 0, to: size }];
      expect(both.map(hashOf)).toEqual(both.map(({ from, to }) => treeHash(leaves.slice(from, to))));
    }
  }
}, 60_000);

it("F4: what was signed and not put on record is put on record the next time", async () => {
  const here = await world();
  await enter(here, 5);
  const silent = { ...here.issuing, db: withoutRecord(here.issuing.db) };
  await expect(signCheckpoint(silent)).rejects.toThrow("no record");
  expect(await checkpoints(here)).toEqual([]);
  await enter(here, 2);
  await signCheckpoint(here.issuing);
  expect((await checkpoints(here)).map(({ size }) => Number(size))).toEqual([5, 7]);
});

const withoutRecord = (db: World["owner"]) =>
  new Proxy(db, {
    get: (of, name) => (name === "$transaction" ? () => Promise.reject(new Error("no record")) : Reflect.get(of, name)),
  });

it("F4, F9: over a register that was put back the log is signed no more and the worker does not begin, until an operator gives it up", async () => {
  const here = await world();
  await enter(here, 300);
  await signCheckpoint(here.issuing);
  await enter(here, 10);
  later(here);
  await signCheckpoint(here.issuing);
  await expect(requireSignedLog(here.issuing)).resolves.toBeUndefined();

  await putBack(here, 305);
  await expect(signCheckpoint(here.issuing)).rejects.toMatchObject({
    code: "SIGNER_REFUSED",
    rule: "checkpoint-smaller",
  });
  await expect(requireSignedLog(here.issuing)).rejects.toThrow("has 305 entries, of 310 that were signed");
  await enter(here, 20);
  await expect(signCheckpoint(here.issuing)).rejects.toMatchObject({ rule: "checkpoint-inconsistent" });
  await expect(requireSignedLog(here.issuing)).rejects.toThrow("the first 310 entries");

  const { origin, size } = await here.issuing.logSigner.signedLast();
  const word = {
    at: here.clock.now().toISOString(),
    by: "an operator",
    reason: "put back from a backup",
    origin,
    size,
  };
  appendFileSync(here.issuing.logSigner.givenUpPath, `${JSON.stringify(word)}\n`);
  later(here);
  await expect(requireSignedLog(here.issuing)).resolves.toBeUndefined();
  await signCheckpoint(here.issuing);
  later(here);
  await signCheckpoint(here.issuing);
  const [, , begun, after] = await checkpoints(here);
  expect([begun?.origin, begun?.size, after?.size]).toEqual([`${origin}/2`, 325n, 326n]);
  expect(await here.owner.auditEvent.findMany({ where: { action: "log-begun-anew" } })).toMatchObject([
    { facts: { origin: `${origin}/2`, earlier: origin, size: 310, by: word.by, reason: word.reason } },
  ]);
  await expect(requireSignedLog(here.issuing)).resolves.toBeUndefined();
});

/** Takes the log back to its first entries, as an older backup would have it. */
async function putBack({ database }: World, entries: number): Promise<void> {
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  onTestFinished(() => client.end());
  await client.query("SET session_replication_role = replica");
  await client.query("DELETE FROM audit_event WHERE seq IN (SELECT event_seq FROM audit_entry WHERE seq > $1)", [
    entries,
  ]);
  await client.query("DELETE FROM audit_entry WHERE seq > $1", [entries]);
}

it("F4: the register asks for a signature at every 256th entry", async () => {
  const here = await world();
  const asked = async () =>
    (
      await here.owner.$queryRaw<
        unknown[]
      >`SELECT key FROM graphile_worker.jobs WHERE task_identifier = 'sign-checkpoint'`
    ).length;
  await enter(here, 255);
  expect(await asked()).toBe(0);
  await enter(here, 1);
  expect(await asked()).toBe(1);
  await enter(here, 600);
  expect(await asked()).toBe(1);
});

it("F4: status, with its own rights, sees what is not signed", async () => {
  const here = await world();
  const status = openDatabase(here.database.urlAs("status"), { max: 1 });
  onTestFinished(() => status.$disconnect());
  const seen = async () => (await readPublished(status, () => undefined)).unsigned;
  expect(await seen()).toBeUndefined();
  await enter(here, 3);
  expect(await seen()).toEqual({ entries: 3, since: here.clock.now() });
  await signCheckpoint(here.issuing);
  expect(await seen()).toBeUndefined();
  const since = here.clock.now();
  await enter(here, 1);
  later(here);
  await enter(here, 1);
  expect(await seen()).toEqual({ entries: 2, since });
});

it("F5: the worker adds to what was signed and changes none of it, and web adds nothing", async () => {
  const here = await world();
  await enter(here, 300);
  await signCheckpoint(here.issuing);
  const { db: worker } = here.issuing;
  const { db: web } = here.portal.context;
  for (const table of ["audit_checkpoint", "audit_tile"]) {
    for (const sql of [
      `DELETE FROM ${table}`,
      `TRUNCATE ${table}`,
      `UPDATE ${table} SET ${table === "audit_tile" ? "hash" : "root"} = ''`,
    ]) {
      for (const db of [worker, web]) await expect(db.$executeRawUnsafe(sql), sql).rejects.toThrow("permission denied");
      await expect(here.owner.$executeRawUnsafe(sql), sql).rejects.toThrow("is refused");
    }
  }
  await expect(web.$executeRaw`INSERT INTO audit_tile VALUES (7, '')`).rejects.toThrow("permission denied");
});
