import { expect, it } from "vitest";
import { redeem } from "#ca/issue.ts";
import { publishCrl } from "#ca/revocation/publish-crl.ts";
import { forgetEndedCrls, releaseCertificate, revokeCertificate } from "#ca/revocation/store.ts";
import { newSerial } from "#ca/serial.ts";
import { shardFor, shardOf } from "#ca/shards.ts";
import { recordCertificates, recordIntents } from "#ca/store.ts";
import { fromHex } from "#pki/bytes.ts";
import { parseCertificate } from "#pki/certificate.ts";
import { type Crl, parseCrl } from "#pki/crl.ts";
import { crlDistributionPoints, freshestCrl } from "#pki/extensions.ts";
import { OID } from "#pki/oid.ts";
import { encodeTbs } from "#pki/tbs-certificate.ts";
import type { RevocationReason } from "#platform/prisma/enums.ts";
import { CRL_SHARDS, NOW, STATUS_URL } from "#tests/support/authority.ts";
import { holder, type World, world } from "#tests/support/world.ts";

const HOUR_MS = 3_600_000;
const REMOVE_FROM_CRL = 8;
const SHARDS = Array.from({ length: CRL_SHARDS + 1 }, (_, shard) => shard);
const later = (ms: number) => new Date(NOW.getTime() + ms);

const revoke = ({ issuing, clock }: World, certificateId: string, reason: RevocationReason) =>
  issuing.db.$transaction((tx) => revokeCertificate(tx, { certificateId, reason, at: clock.now() }));
const release = ({ issuing }: World, id: string) => issuing.db.$transaction((tx) => releaseCertificate(tx, id));

async function inForce({ owner, clock, authority }: World, shard: number) {
  const rows = await owner.crl.findMany({
    where: { shard, issuerId: authority.issuer.id, nextUpdate: { gt: clock.now() } },
    orderBy: { number: "asc" },
  });
  const of = (kind: string) => rows.filter((row) => row.kind === kind).map(({ der }) => parseCrl(der));
  return { complete: of("FULL"), delta: of("DELTA").at(-1) };
}

const told = ({ entries }: Pick<Crl, "entries">) =>
  new Map(entries.map(({ serial, reason, revokedAt }) => [serial, `${reason} ${revokedAt.toISOString()}`]));

/** What somebody believes who has this complete CRL and the newest delta. @see RFC 5280 section 6.3 */
function applied(complete: Crl, delta: Crl): ReadonlyMap<string, string> {
  const believed = told(complete);
  for (const entry of delta.entries) {
    if (entry.reason === REMOVE_FROM_CRL) believed.delete(entry.serial);
    else believed.set(entry.serial, `${entry.reason} ${entry.revokedAt.toISOString()}`);
  }
  return believed;
}

const CODES = {
  KEY_COMPROMISE: 1,
  AFFILIATION_CHANGED: 3,
  SUPERSEDED: 4,
  CESSATION_OF_OPERATION: 5,
  CERTIFICATE_HOLD: 6,
};

/** What the register says is revoked, of a shard or of all. */
async function revokedNow({ owner }: World, shard: number): Promise<ReadonlyMap<string, string>> {
  const rows = await owner.certificate.findMany({ where: { revokedAt: { not: null }, ...(shard > 0 && { shard }) } });
  return new Map(
    rows.flatMap(({ serial, revokedAt, revocationReason }) =>
      revokedAt && revocationReason
        ? [
            [
              serial,
              `${CODES[revocationReason]} ${new Date(Math.floor(revokedAt.getTime() / 1000) * 1000).toISOString()}`,
            ],
          ]
        : [],
    ),
  );
}

it("D11: after any changes every list of every shard says what the register says, and so does a delta over any list in force", async () => {
  const here = await world();
  for (let people = 0; people < 5; people++) await holder(here, { template: "INDIVIDUAL" });
  const certificates = await here.owner.certificate.findMany({ select: { id: true } });
  const reasons = Object.keys(CODES) as RevocationReason[];
  let seed = 20_261_125;
  const chance = (below: number) => {
    seed = (seed * 48_271) % 2_147_483_647;
    return seed % below;
  };
  await publishCrl(here.authority, here.issuing.db);
  let removals = 0;
  for (let round = 1; round <= 12; round++) {
    here.clock.set(later(round * 2.5 * HOUR_MS));
    for (let change = 0; change < 3; change++) {
      const { id } = certificates[chance(certificates.length)] ?? { id: "" };
      // two of three are holds, so that some are lifted again
      if (!(await release(here, id)))
        await revoke(here, id, chance(3) ? "CERTIFICATE_HOLD" : (reasons[chance(5)] ?? "SUPERSEDED"));
    }
    await publishCrl(here.authority, here.issuing.db);
    for (const shard of SHARDS) {
      const { complete, delta } = await inForce(here, shard);
      const due = await revokedNow(here, shard);
      const newest = complete.at(-1);
      if (!newest || !delta) throw new Error(`nothing in force for shard ${shard}`);
      expect(told(newest), `shard ${shard} in round ${round}`).toEqual(due);
      expect(newest.entries).toHaveLength(due.size);
      expect(delta.baseNumber).toBe(complete[0]?.number);
      for (const base of complete) expect(applied(base, delta), `delta of shard ${shard}`).toEqual(due);
      removals += delta.entries.filter(({ reason }) => reason === REMOVE_FROM_CRL).length;
    }
  }
  expect(removals).toBeGreaterThan(0);
}, 120_000);

it("D1, D10: a revocation publishes its own shard and the list of all, and no other; their numbers are their own and grow", async () => {
  const here = await world();
  await publishCrl(here.authority, here.issuing.db);
  await holder(here);
  const { id, shard, serial } = await here.owner.certificate.findFirstOrThrow({ where: { slot: "SIGN" } });
  here.clock.set(later(5000));
  await revoke(here, id, "KEY_COMPROMISE");
  await publishCrl(here.authority, here.issuing.db, shard);

  for (const each of SHARDS) {
    const { complete, delta } = await inForce(here, each);
    const touched = each === 0 || each === shard;
    expect(
      complete.map(({ number }) => number),
      `shard ${each}`,
    ).toEqual([NOW, ...(touched ? [later(5000)] : [])].map((at) => BigInt(at.getTime())));
    expect(complete.map(({ distributionPoint }) => distributionPoint)).toEqual(
      complete.map(() => (each === 0 ? undefined : `${STATUS_URL}/crl/issuing-${each}.crl`)),
    );
    expect(delta?.distributionPoint).toBe(complete[0]?.distributionPoint);
    expect(delta?.extensions.get(OID.issuingDistributionPoint)?.critical).toBe(each === 0 ? undefined : true);
    expect(complete.at(-1)?.entries.map((entry) => entry.serial)).toEqual(touched ? [serial] : []);
  }
});

it("D1: a large list of all rests for a minute between two revocations, while its delta tells at once", async () => {
  const here = await world();
  await publishCrl(here.authority, here.issuing.db);
  await holder(here);
  const { id, shard, serial } = await here.owner.certificate.findFirstOrThrow({ where: { slot: "SIGN" } });
  here.clock.set(later(10_000));
  const large = { kind: "FULL", shard: 0, number: BigInt(later(9000).getTime()), der: new Uint8Array(1 << 20) };
  const times = { thisUpdate: later(9000 - 250), nextUpdate: later(24 * HOUR_MS) };
  await here.owner.crl.create({ data: { ...large, ...times, issuerId: here.authority.issuer.id } });
  await revoke(here, id, "KEY_COMPROMISE");
  await here.owner.$executeRaw`DELETE FROM graphile_worker._private_jobs`;
  await publishCrl(here.authority, here.issuing.db, shard);

  const newest = async (kind: string) =>
    here.owner.crl.findFirstOrThrow({
      where: { kind, shard: 0, issuerId: here.authority.issuer.id },
      orderBy: { number: "desc" },
    });
  expect((await newest("FULL")).number).toBe(large.number);
  expect(parseCrl((await newest("DELTA")).der).entries.map((entry) => entry.serial)).toEqual([serial]);
  const jobs = await here.owner.$queryRaw<{ key: string; run_at: Date }[]>`
    SELECT key, run_at FROM graphile_worker._private_jobs WHERE key LIKE 'publish-crl%'`;
  expect(jobs).toEqual([{ key: "publish-crl-0", run_at: later(69_000 - 250) }]);

  here.clock.set(later(70_000));
  await publishCrl(here.authority, here.issuing.db, 0);
  expect(parseCrl((await newest("FULL")).der).entries.map((entry) => entry.serial)).toEqual([serial]);
});

it("D9: every list keeps what is revoked until one of its own, made after its end, has listed it", async () => {
  const here = await world();
  await holder(here);
  const { id, shard, serial, notAfter } = await here.owner.certificate.findFirstOrThrow({ where: { slot: "SIGN" } });
  await revoke(here, id, "SUPERSEDED");
  const listed = async (at: Date, only?: number) => {
    here.clock.set(at);
    await publishCrl(here.authority, here.issuing.db, only);
    const lists = await Promise.all([0, shard].map(async (each) => (await inForce(here, each)).complete.at(-1)));
    return lists.map((list) => list?.entries.some((entry) => entry.serial === serial));
  };
  const after = (ms: number) => new Date(notAfter.getTime() + ms);
  expect(await listed(after(-1000))).toEqual([true, true]);
  // the list of all alone is made after the end: the shard's still has to list it
  expect(await listed(after(HOUR_MS), 0)).toEqual([true, true]);
  expect(await listed(after(2 * HOUR_MS))).toEqual([false, true]);
  expect(await listed(after(3 * HOUR_MS))).toEqual([false, false]);
});

it("C12: an intent of the version before shards is redeemed as it stands, and its certificate is in the list that it names", async () => {
  const here = await world();
  const { certificates } = await holder(here);
  const model = parseCertificate(certificates.SIGN);
  const serial = newSerial();
  const at = (name: string) => `${STATUS_URL}/crl/${name}.crl`;
  const extensions = [...model.extensions].map(([oid, extension]) => {
    if (oid === OID.crlDistributionPoints) return crlDistributionPoints(at("issuing"));
    return oid === OID.freshestCrl ? freshestCrl(at("issuing-delta")) : { oid, ...extension };
  });
  const algorithm = model.signatureAlgorithm;
  const tbs = encodeTbs({ ...model, algorithm, serial: fromHex(serial), extensions });
  const { holderId, requestId } = await here.owner.certificate.findFirstOrThrow({ where: { slot: "SIGN" } });
  const intent = { requestId, slot: "SIGN", profile: "EMPLOYEE-SIGN", profileVersion: 1, serial, tbs } as const;
  await here.owner.issuanceIntent.updateMany({ data: { voidedAt: NOW } });
  await here.owner.$transaction((tx) => recordIntents(tx, [intent], NOW));
  const [der = new Uint8Array()] = await redeem(here.authority, [intent]);
  expect(shardOf(parseCertificate(der))).toBe(0);

  // its pair's place is taken in this world, so it goes where a request of its own would be
  const { id: request } = await here.owner.keyRequest.create({
    data: { ...(await here.owner.keyRequest.findFirstOrThrow({ omit: { id: true } })), number: "0000000000001" },
    select: { id: true },
  });
  await here.owner.$executeRaw`ALTER TABLE certificate DROP CONSTRAINT IF EXISTS certificate_spki_sha256_key`;
  await here.owner.$executeRaw`DROP INDEX IF EXISTS certificate_spki_sha256_key`;
  const stored = { ...intent, requestId: request, holderId, storage: "PERSONAL_COMPUTER", der } as const;
  await here.owner.$transaction((tx) => recordCertificates(tx, here.authority.issuer, [stored], NOW));
  const row = await here.owner.certificate.findFirstOrThrow({ where: { serial } });
  expect([row.shard, row.profileVersion]).toEqual([0, 1]);

  await revoke(here, row.id, "KEY_COMPROMISE");
  await publishCrl(here.authority, here.issuing.db);
  const holds = async (shard: number) =>
    (await inForce(here, shard)).complete.at(-1)?.entries.map((entry) => entry.serial);
  expect(await holds(0)).toEqual([serial]);
  for (const shard of SHARDS.slice(1)) expect(await holds(shard), `shard ${shard}`).toEqual([]);
});

it("divides certificates evenly, each by its serial alone", () => {
  const counts = new Map<number, number>();
  for (let made = 0; made < 80_000; made++) {
    const shard = shardFor(newSerial(), CRL_SHARDS);
    counts.set(shard, (counts.get(shard) ?? 0) + 1);
  }
  expect([...counts.keys()].toSorted()).toEqual(SHARDS.slice(1));
  // of 10,000 expected each, six standard deviations
  for (const count of counts.values()) expect(Math.abs(count - 10_000)).toBeLessThan(600);
});

it("D10: goes on publishing a shard among which certificates are no longer divided", async () => {
  const here = await world();
  await publishCrl(here.authority, here.issuing.db);
  here.clock.set(later(HOUR_MS));
  await publishCrl({ ...here.authority, crlShards: 2 }, here.issuing.db);
  for (const shard of SHARDS) expect((await inForce(here, shard)).complete, `shard ${shard}`).toHaveLength(2);
});

it("keeps the bytes of the newest two of each list alone, and the numbers of all that are in force", async () => {
  const here = await world();
  for (const minutes of [0, 1, 2, 3]) {
    here.clock.set(later(minutes * 60_000));
    await publishCrl(here.authority, here.issuing.db, 3);
  }
  expect(await forgetEndedCrls(here.issuing.db)).toBe(0);
  const kept = await here.owner.crl.findMany({ where: { shard: 3, kind: "FULL" }, orderBy: { number: "asc" } });
  expect(kept.map(({ der }) => der.length > 0)).toEqual([false, false, true, true]);
  await expect(here.issuing.db.$executeRaw`UPDATE crl SET der = ''`).rejects.toThrow("still served");
  await expect(here.owner.$executeRaw`UPDATE crl SET number = number + 1`).rejects.toThrow("never changes");
  await expect(here.issuing.db.$executeRaw`UPDATE revocation_change SET in_shard_since = 1`).resolves.toBe(0);
});
