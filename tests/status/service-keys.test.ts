import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { type Database, openDatabase } from "#platform/database.ts";
import { issueServices } from "#portal/services/issue-services.ts";
import { heardClock } from "#status/heard-clock.ts";
import { keepServiceKeys } from "#status/keys/keep-service-keys.ts";
import { openKeyFolder } from "#status/keys/key-folder.ts";
import { lookAfter } from "#status/keys/look-after.ts";
import { NOW } from "#tests/support/authority.ts";
import { until } from "#tests/support/until.ts";
import { type World, world } from "#tests/support/world.ts";

const DAY_MS = 86_400_000;
const later = (days: number) => new Date(NOW.getTime() + days * DAY_MS);

interface Status {
  readonly here: World;
  readonly db: Database;
  readonly folder: string;
  readonly said: string[];
  /** Looks once, as `status` does. */
  look(): ReturnType<typeof lookAfter>;
  /** Looks, lets the worker issue what was asked, looks again. */
  renew(): ReturnType<typeof lookAfter>;
}

/** A status with the rights of its role and a folder of its own. */
async function status(): Promise<Status> {
  const here = await world();
  const db = openDatabase(here.database.urlAs("status"), { max: 2 });
  const folder = join(mkdtempSync(join(tmpdir(), "tanba-keys-")), "status");
  onTestFinished(async () => {
    await db.$disconnect();
    rmSync(join(folder, ".."), { recursive: true });
  });
  openKeyFolder(folder);
  const said: string[] = [];
  const log = { warn: (_: unknown, text?: string) => void said.push(text ?? ""), info: () => undefined };
  const look = () => lookAfter({ db, log, folder }, { now: here.clock.now(), begunAt: NOW });
  const renew = async () => {
    await look();
    await issueServices(here.issuing);
    return look();
  };
  return { here, db, folder, said, look, renew };
}

const serials = (plans: Awaited<ReturnType<typeof lookAfter>>) =>
  new Map([...plans].map(([kind, { serving }]) => [kind, serving.map(({ certificate }) => certificate.serial)]));

it("C8: makes its keys, asks, and serves with what the worker has issued and the journal knows", async () => {
  const { here, folder, look, renew } = await status();
  const first = await look();
  expect([...first.values()].map(({ makeAnother, serving }) => [makeAnother, serving])).toEqual([
    [true, []],
    [true, []],
    [true, []],
  ]);
  const plans = await renew();
  const keys = [...plans.values()].flatMap(({ serving }) => serving);
  expect(keys.map(({ kind }) => kind)).toEqual(["OCSP", "TSA", "DIRECTORY"]);
  const rows = await here.owner.serviceCertificate.findMany({ orderBy: { kind: "asc" } });
  expect(rows.map(({ kind, serial }) => [kind, serial])).toEqual(keys.map((k) => [k.kind, k.certificate.serial]));
  for (const { serial } of rows) expect(here.authority.journal.find(serial ?? "")?.kind).toBe("SIGNATURE");
  expect(statSync(folder).mode & 0o777).toBe(0o700);
  for (const name of readdirSync(folder)) expect(statSync(join(folder, name)).mode & 0o777).toBe(0o600);
});

/** Keeps the keys as the process does, over the world's clock; what it warns of is told. */
function keep({ here, db, folder, said }: Status) {
  const log = { warn: (_: unknown, text?: string) => void said.push(text ?? ""), info: () => undefined };
  const kept = keepServiceKeys({ db, folder, clock: here.clock, log, heard: heardClock() });
  onTestFinished(() => kept.stop());
  return kept;
}

it("a restart needs no new certificate: the folder and the register have all that it takes", async () => {
  const running = await status();
  const before = serials(await running.renew());
  const kept = keep(running);
  await until(() => kept.current("DIRECTORY") !== undefined);
  expect([...before].map(([kind]) => [kind, [kept.current(kind)?.certificate.serial]])).toEqual([...before]);
  expect(await running.here.owner.serviceCertificate.count()).toBe(3);
  expect(running.said).toEqual([]);
});

it("renews at half of the life and not before, and forgets a key at the end of its certificate", async () => {
  const { here, folder, look, renew } = await status();
  const first = serials(await renew());
  here.clock.set(later(14.9));
  expect(serials(await renew())).toEqual(first);
  here.clock.set(later(15));
  const both = serials(await renew());
  for (const [kind, [old]] of first) expect(both.get(kind)?.at(-1)).toBe(old);
  expect([...both.values()].map((held) => held.length)).toEqual([2, 2, 2]);

  here.clock.set(later(30));
  const left = serials(await look());
  expect([...left.values()].map((held) => held.length)).toEqual([1, 1, 1]);
  // a successor is made, since half of the second life is over too
  expect(readdirSync(folder)).toHaveLength(6);
});

it("serves with the newest that is in force, to the end of its last second", async () => {
  const running = await status();
  await running.renew();
  const kept = keep(running);
  await until(() => kept.current("OCSP") !== undefined);
  running.here.clock.set(later(30));
  expect(kept.current("OCSP")).toBeUndefined();
});

it("goes on with what it has while the register is away", async () => {
  const running = await status();
  await running.renew();
  const kept = keep(running);
  await until(() => kept.current("TSA") !== undefined);
  await running.db.$disconnect();
  await running.here.database.close();
  running.here.clock.set(later(29));
  expect(kept.current("TSA")?.kind).toBe("TSA");
});

it("F9: a key file that can't be read is set aside, said so, and replaced", async () => {
  const { folder, said, look, renew } = await status();
  await renew();
  const [name = ""] = readdirSync(folder).filter((file) => file.startsWith("ocsp"));
  writeFileSync(join(folder, name), "-----BEGIN PRIVATE KEY-----\nnothing\n");
  expect((await look()).get("OCSP")).toMatchObject({ serving: [], makeAnother: true });
  expect(said).toEqual(["a key file can't be read: it is set aside, and a new key takes its place"]);
  expect(readdirSync(folder)).toContain(`${name}.broken`);
  expect((await renew()).get("OCSP")?.serving).toHaveLength(1);
});

it("F9: a status that can't write its folder does not start, and says so in one sentence", async () => {
  const home = mkdtempSync(join(tmpdir(), "tanba-file-"));
  onTestFinished(() => rmSync(home, { recursive: true }));
  writeFileSync(join(home, "status"), "a file where the folder would be");
  expect(() => openKeyFolder(join(home, "status"))).toThrow(
    /^the folder of the keys, .*, can't be written \(EEXIST\)$/,
  );
});

it("a revoked key serves no more, and another takes its place", async () => {
  const { here, renew } = await status();
  const [serial = ""] = serials(await renew()).get("TSA") ?? [];
  const revoked = { revokedAt: NOW, revocationReason: "KEY_COMPROMISE" } as const;
  await here.issuing.db.serviceCertificate.update({ where: { serial }, data: revoked });
  const after = serials(await renew()).get("TSA");
  expect(after).toHaveLength(1);
  expect(after).not.toContain(serial);
});

it("a refused key is forgotten, and another takes its place", async () => {
  const { here, look, renew } = await status();
  await look();
  await here.issuing.db.serviceCertificate.updateMany({ data: { refusedFor: "LINT_FAILED" } });
  expect([...serials(await renew()).values()].map((held) => held.length)).toEqual([1, 1, 1]);
  expect(await here.owner.serviceCertificate.count()).toBe(6);
});

it("says once an hour that a certificate is due and does not come", async () => {
  const running = await status();
  const kept = keep(running);
  await until(() => kept.health().every(({ dueSince }) => dueSince?.getTime() === NOW.getTime()));
  expect(running.said).toEqual([]);
  const warnings = () => running.said.filter((text) => text.includes("ought to have another")).length;
  running.here.clock.set(new Date(NOW.getTime() + 10 * 60_000));
  await until(() => warnings() === 3);
  running.here.clock.set(new Date(NOW.getTime() + 70 * 60_000));
  await until(() => warnings() === 6);
  expect(kept.health().map(({ until }) => until)).toEqual([undefined, undefined, undefined]);
});
