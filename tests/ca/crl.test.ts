import { expect, it } from "vitest";
import { publishCrl } from "#ca/revocation/publish-crl.ts";
import { forgetEndedCrls, revokeCertificate } from "#ca/revocation/store.ts";
import { parseCertificate } from "#pki/certificate.ts";
import { parseCrl } from "#pki/crl.ts";
import type { RevocationReason } from "#platform/prisma/enums.ts";
import { CRL_SHARDS, NOW } from "#tests/support/authority.ts";
import { plant } from "#tests/support/one-confirmed.ts";
import { type HolderWish, holder, type World, world } from "#tests/support/world.ts";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const later = (ms: number) => new Date(NOW.getTime() + ms);

/** Revokes a new holder's SIGN certificate as the worker does; gives its serial and row. */
async function revokedHolder(here: World, reason: RevocationReason = "SUPERSEDED", wish: HolderWish = {}) {
  const { certificates } = await holder(here, wish);
  const { serial } = parseCertificate(certificates.SIGN);
  const { id: certificateId, shard } = await here.owner.certificate.findFirstOrThrow({ where: { serial } });
  await here.issuing.db.$transaction((tx) => revokeCertificate(tx, { certificateId, reason, at: here.clock.now() }));
  return { serial, certificateId, shard };
}

/** Lifts a hold as the worker does. */
const release = ({ issuing }: World, id: string) =>
  issuing.db.certificate.update({ where: { id }, data: { revokedAt: null, revocationReason: null } });

/** Publishes everything; gives the number of the CRLs of all certificates. */
async function publish({ issuing, owner, authority }: World): Promise<bigint> {
  await publishCrl(issuing.authority, issuing.db);
  const where = { issuerId: authority.issuer.id, shard: 0, kind: "DELTA" };
  return (await owner.crl.findFirstOrThrow({ where, orderBy: { number: "desc" } })).number;
}

async function newest({ owner, authority }: World, kind: "FULL" | "DELTA", shard = 0) {
  const { der } = await owner.crl.findFirstOrThrow({
    where: { kind, shard, issuerId: authority.issuer.id },
    orderBy: { number: "desc" },
  });
  return parseCrl(der);
}

const serialsOf = (crl: { entries: readonly { serial: string }[] }) => crl.entries.map(({ serial }) => serial);

it("publishes an empty complete CRL and an empty delta before anything is revoked, with one number", async () => {
  const here = await world();
  const number = await publish(here);
  const [full, delta] = [await newest(here, "FULL"), await newest(here, "DELTA")];

  expect([full.number, delta.number, delta.baseNumber]).toEqual([number, number, number]);
  expect([full.entries, delta.entries]).toEqual([[], []]);
  expect(full.thisUpdate).toEqual(new Date("2026-11-23T06:30:00Z"));
  expect(full.nextUpdate.getTime() - full.thisUpdate.getTime()).toBe(DAY_MS);
  expect(delta.nextUpdate.getTime() - delta.thisUpdate.getTime()).toBe(6 * HOUR_MS);
  expect([...full.extensions.keys()]).toEqual(["2.5.29.35", "2.5.29.20", "2.5.29.46"]);
  expect([...delta.extensions].map(([oid, { critical }]) => [oid, critical])).toEqual([
    ["2.5.29.35", false],
    ["2.5.29.20", false],
    ["2.5.29.27", true],
  ]);
});

it("D11: lists what is revoked, with its day and reason, and nothing else", async () => {
  const here = await world();
  await holder(here);
  const reasons = [
    "KEY_COMPROMISE",
    "AFFILIATION_CHANGED",
    "SUPERSEDED",
    "CESSATION_OF_OPERATION",
    "CERTIFICATE_HOLD",
  ] as const;
  const revoked = [];
  for (const reason of reasons) revoked.push(await revokedHolder(here, reason));
  await publish(here);

  const { entries } = await newest(here, "FULL");
  const bySerial = new Map(entries.map((entry) => [entry.serial, entry]));
  expect(entries).toHaveLength(reasons.length);
  expect(revoked.map(({ serial }) => bySerial.get(serial)?.reason)).toEqual([1, 3, 4, 5, 6]);
  expect(entries.map(({ revokedAt }) => revokedAt)).toEqual(reasons.map(() => new Date("2026-11-23T06:30:00Z")));
});

it("D11: a complete list of more pages than the register gives at once names each of them once", async () => {
  const here = await world();
  await revokedHolder(here);
  await plant(
    here,
    `INSERT INTO certificate SELECT (jsonb_populate_record(one, jsonb_build_object(
       'id', gen_random_uuid(), 'request_id', gen_random_uuid(), 'serial', '4' || lpad(to_hex(n), 39, '0'),
       'der', '\\x' || md5(n::text), 'spki_sha256', '\\x' || md5(n::text) || md5(n::text)))).*
     FROM certificate one, generate_series(1, 8001) n WHERE one.revoked_at IS NOT NULL`,
  );
  await publish(here);
  const revoked = await here.owner.certificate.findMany({
    where: { revokedAt: { not: null } },
    select: { serial: true },
  });
  expect(revoked).toHaveLength(8002);
  expect(serialsOf(await newest(here, "FULL")).toSorted()).toEqual(revoked.map(({ serial }) => serial).toSorted());
});

it("D11: publishes no list that would leave out a revocation for a reason that it has no code for", async () => {
  const here = await world();
  await revokedHolder(here);
  await here.owner.$executeRaw`ALTER TYPE "RevocationReason" ADD VALUE 'LATER_THOUGHT_OF'`;
  await here.owner.$executeRaw`
    UPDATE certificate SET revoked_at = now(), revocation_reason = 'LATER_THOUGHT_OF'
    WHERE revoked_at IS NULL`;
  await expect(publish(here)).rejects.toThrow("a reason that no CRL can say");
  const ofAll = { issuerId: here.authority.issuer.id, shard: 0 };
  expect(await here.owner.crl.findMany({ where: ofAll })).toEqual([]);
});

it("a delta adds to the oldest complete CRL in force, so that whoever holds any of them is told", async () => {
  const here = await world();
  const base = await publish(here);
  const first = await revokedHolder(here);
  here.clock.set(later(2 * HOUR_MS));
  await publish(here);
  here.clock.set(later(3 * HOUR_MS));
  const second = await revokedHolder(here);
  await publish(here);

  const delta = await newest(here, "DELTA");
  expect(delta.baseNumber).toBe(base);
  expect(serialsOf(delta).toSorted()).toEqual([first.serial, second.serial].toSorted());

  here.clock.set(later(25 * HOUR_MS));
  await publish(here);
  expect((await newest(here, "DELTA")).baseNumber).toBeGreaterThan(base);
  expect(serialsOf(await newest(here, "FULL")).toSorted()).toEqual([first.serial, second.serial].toSorted());
});

it("D9: what is revoked stays until a complete CRL made after its end has listed it, and no longer", async () => {
  const here = await world();
  const { serial, certificateId } = await revokedHolder(here);
  const { notAfter } = await here.owner.certificate.findUniqueOrThrow({ where: { id: certificateId } });
  const listedAt = async (at: Date) => {
    here.clock.set(at);
    await publish(here);
    return serialsOf(await newest(here, "FULL")).includes(serial);
  };

  expect(await listedAt(NOW)).toBe(true);
  expect(await listedAt(new Date(notAfter.getTime() - 1000))).toBe(true);
  expect(await listedAt(new Date(notAfter.getTime() + HOUR_MS))).toBe(true);
  expect(await listedAt(new Date(notAfter.getTime() + 2 * HOUR_MS))).toBe(false);
});

it("D10: numbers only grow, also within one second and from many workers at once", async () => {
  const here = await world();
  await Promise.all(Array.from({ length: 6 }, () => publish(here)));
  const rows = await here.owner.crl.findMany({
    where: { kind: "FULL", shard: 0, issuerId: here.authority.issuer.id },
    orderBy: { id: "asc" },
  });
  const numbers = rows.map(({ number }) => number);

  expect(numbers).toHaveLength(6);
  expect(new Set(numbers).size).toBe(6);
});

it("D10, C17: publishes nothing when the clock stands before the last CRL", async () => {
  const here = await world();
  await publish(here);
  here.clock.set(later(-HOUR_MS));
  await expect(publish(here)).rejects.toThrow("stands before the last CRL");
  expect(await here.owner.crl.count({ where: { issuerId: here.authority.issuer.id } })).toBe(2 * (CRL_SHARDS + 1));
});

it("D10: a CRL that was signed and never stored keeps nobody from the next one", async () => {
  const here = await world();
  const { issuing } = here;
  const losing = {
    ...issuing.authority,
    signer: {
      ...issuing.authority.signer,
      async signCrl(tbs: readonly Uint8Array[]): Promise<Uint8Array> {
        await issuing.authority.signer.signCrl(tbs);
        throw new Error("the answer was lost");
      },
    },
  };
  await expect(publishCrl(losing, issuing.db)).rejects.toThrow("the answer was lost");
  here.clock.set(later(1));
  expect(await publish(here)).toBe(BigInt(later(1).getTime()));
});

it("D4: a second revocation changes nothing but for a compromise, and only a hold becomes any other reason, from its own day on", async () => {
  const here = await world();
  const { db } = here.issuing;
  const { certificateId } = await revokedHolder(here, "SUPERSEDED");
  const held = await revokedHolder(here, "CERTIFICATE_HOLD", { template: "HR" });
  const revoke = (id: string, reason: RevocationReason) =>
    db.$transaction((tx) => revokeCertificate(tx, { certificateId: id, reason, at: later(DAY_MS) }));

  expect(await revoke(certificateId, "CESSATION_OF_OPERATION")).toBe(false);
  expect(await revoke(certificateId, "KEY_COMPROMISE")).toBe(true);
  expect(await revoke(certificateId, "SUPERSEDED")).toBe(false);
  expect(await revoke(held.certificateId, "CERTIFICATE_HOLD")).toBe(false);
  expect(await revoke(held.certificateId, "KEY_COMPROMISE")).toBe(true);
  const rows = await here.owner.certificate.findMany({ where: { revokedAt: { not: null } }, orderBy: { id: "asc" } });
  expect(rows.map(({ revokedAt, revocationReason }) => ({ revokedAt, revocationReason }))).toEqual([
    { revokedAt: NOW, revocationReason: "KEY_COMPROMISE" },
    { revokedAt: NOW, revocationReason: "KEY_COMPROMISE" },
  ]);
});

it("D1: a change of revocation asks for the CRLs of its shard in its own transaction, once for all that are waiting", async () => {
  const here = await world();
  const revoked = [await revokedHolder(here), await revokedHolder(here), await revokedHolder(here, "CERTIFICATE_HOLD")];
  const shards = new Set(revoked.map(({ shard }) => shard));
  const waiting = async () => {
    const rows = await here.owner.$queryRaw<{ key: string; payload: { shard: number } }[]>`
      SELECT key, payload FROM graphile_worker._private_jobs WHERE key LIKE 'publish-crl%'`;
    return rows.map(({ key, payload }) => `${key} ${payload.shard}`).toSorted();
  };
  const due = [...shards].map((shard) => `publish-crl-${shard} ${shard}`).toSorted();
  expect(await waiting()).toEqual(due);

  await here.owner.$executeRaw`DELETE FROM graphile_worker._private_jobs`;
  await release(here, revoked[2]?.certificateId ?? "");
  expect(await waiting()).toEqual([`publish-crl-${revoked[2]?.shard} ${revoked[2]?.shard}`]);
  await here.owner.$executeRaw`DELETE FROM graphile_worker._private_jobs`;
  const takenBack = here.issuing.db.$transaction(async (tx) => {
    await revokeCertificate(tx, { certificateId: revoked[2]?.certificateId ?? "", reason: "SUPERSEDED", at: NOW });
    throw new Error("taken back");
  });
  await expect(takenBack).rejects.toThrow("taken back");
  expect(await waiting()).toEqual([]);
});

it("D10: forgets what has ended, never the newest two of a kind, and gives no number again", async () => {
  const here = await world();
  const numbers: bigint[] = [];
  for (const hours of [0, 1, 24, 25, 26]) {
    here.clock.set(later(hours * HOUR_MS));
    numbers.push(await publish(here));
  }
  const left = async (kind: "FULL" | "DELTA") => {
    const where = { kind, shard: 0, issuerId: here.authority.issuer.id };
    return (await here.owner.crl.findMany({ where, orderBy: { number: "asc" } })).map(({ number }) => number);
  };
  const before = await here.owner.crl.count();

  // of the complete ones those of hours 0 and 1 have ended, of the deltas the same: 24 is the first after six hours
  expect(await forgetEndedCrls(here.issuing.db)).toBe(4 * (CRL_SHARDS + 1));
  expect(await left("FULL")).toEqual(numbers.slice(2));
  expect(await left("DELTA")).toEqual(numbers.slice(2));
  expect(await here.owner.crl.count()).toBe(before - 4 * (CRL_SHARDS + 1));

  here.clock.set(later(30 * DAY_MS));
  numbers.push(await publish(here));
  expect(await forgetEndedCrls(here.issuing.db)).toBe(4 * (CRL_SHARDS + 1));
  expect(await left("FULL")).toEqual(numbers.slice(-2));
  await expect(here.issuing.db.$executeRaw`DELETE FROM crl`).rejects.toThrow("still needed");
  await expect(here.owner.$executeRaw`DELETE FROM crl`).rejects.toThrow("still needed");
  expect(await forgetEndedCrls(here.issuing.db)).toBe(0);

  expect(await publish(here)).toBe((numbers.at(-1) ?? 0n) + 1n);
  expect((await here.owner.crl.findMany({ where: { issuerId: { not: here.authority.issuer.id } } })).length).toBe(1);
});
