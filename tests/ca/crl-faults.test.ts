import { randomBytes } from "node:crypto";
import { expect, it } from "vitest";
import { publishCrl } from "#ca/revocation/publish-crl.ts";
import { layDown, recordCrl } from "#ca/revocation/published/store.ts";
import { revokeCertificate } from "#ca/revocation/store.ts";
import { parseCertificate } from "#pki/certificate.ts";
import { parseCrl } from "#pki/crl.ts";
import { NOW } from "#tests/support/authority.ts";
import { holder, type World, world } from "#tests/support/world.ts";

const later = (ms: number) => new Date(NOW.getTime() + ms);

/** Whatever the register is told to do with a list of this kind fails. @param fault what happens then, in PL/pgSQL */
async function plantFault({ owner }: World, kind: "FULL" | "DELTA", fault: string): Promise<void> {
  await owner.$executeRawUnsafe(`CREATE FUNCTION fault() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN ${fault} END $$`);
  await owner.$executeRawUnsafe(`CREATE TRIGGER a_fault BEFORE INSERT ON crl
    FOR EACH ROW WHEN (NEW.kind = '${kind}' AND NEW.shard = 0) EXECUTE FUNCTION fault()`);
}

async function published({ owner, authority }: World, kind: "FULL" | "DELTA") {
  const where = { kind, shard: 0, issuerId: authority.issuer.id };
  return parseCrl((await owner.crl.findFirstOrThrow({ where, orderBy: { number: "desc" } })).der);
}

const DISK_FULL = "RAISE EXCEPTION 'could not extend file' USING ERRCODE = 'disk_full';";
const CUT = "PERFORM pg_terminate_backend(pg_backend_pid()); PERFORM pg_sleep(5); RETURN NEW;";

it.each([
  ["a full disk at the complete list", "FULL", DISK_FULL],
  ["a full disk at the delta, when the complete list is written", "DELTA", DISK_FULL],
  ["a connection that is cut at the delta", "DELTA", CUT],
] as const)("D2, D10: %s leaves the lists that are in force, and the next run publishes", async (_, kind, fault) => {
  const here = await world();
  const { issuing, owner } = here;
  await publishCrl(issuing.authority, issuing.db);
  const { serial } = parseCertificate((await holder(here)).certificates.SIGN);
  const { id: certificateId, shard } = await owner.certificate.findFirstOrThrow({ where: { serial } });
  await issuing.db.$transaction((tx) =>
    revokeCertificate(tx, { certificateId, reason: "KEY_COMPROMISE", at: here.clock.now() }),
  );
  const before = [await published(here, "FULL"), await published(here, "DELTA")];
  here.clock.set(later(1000));
  await plantFault(here, kind, fault);
  await expect(publishCrl(issuing.authority, issuing.db, shard)).rejects.toThrow();

  expect([await published(here, "FULL"), await published(here, "DELTA")]).toEqual(before);
  expect(before[1]?.nextUpdate.getTime()).toBeGreaterThan(here.clock.now().getTime());
  // the list of its shard has nothing to do with it
  const own = await owner.crl.findFirstOrThrow({ where: { kind: "FULL", shard }, orderBy: { number: "desc" } });
  expect(parseCrl(own.der).entries).toMatchObject([{ serial }]);

  await owner.$executeRaw`DROP TRIGGER a_fault ON crl`;
  here.clock.set(later(2000));
  await publishCrl(issuing.authority, issuing.db, shard);
  for (const of of ["FULL", "DELTA"] as const) {
    const list = await published(here, of);
    expect(list.entries, of).toMatchObject([{ serial }]);
    expect(list.number).toBe(BigInt(later(2000).getTime()));
  }
});

/** As pieces come: one of a few bytes, and some of more than goes to the register in one go. */
const PIECES = [4, 200_000, 65_536, 65_537, 1].map((length) => new Uint8Array(randomBytes(length)));

it("a large list is in the register byte for byte, and nothing of what it was handed over by stays there", async () => {
  const { issuing, owner, authority } = await world();
  const [head, tail] = [Uint8Array.of(0x30), Uint8Array.of(3, 1, 0)];
  const list = { issuerId: authority.issuer.id, shard: 0, kind: "FULL", head, tail } as const;
  const times = { thisUpdate: NOW, nextUpdate: later(1000) };
  await issuing.db.$transaction(async (tx) =>
    recordCrl(tx, { ...list, ...times, number: 7n, body: await layDown(tx, PIECES) }),
  );
  const lost = issuing.db.$transaction(async (tx) => {
    await recordCrl(tx, { ...list, ...times, number: 8n, body: await layDown(tx, PIECES) });
    throw new Error("something else");
  });
  await expect(lost).rejects.toThrow("something else");

  const kept = await owner.crl.findMany({ where: { issuerId: list.issuerId } });
  expect(
    kept.map(({ number, der }) => [number, Buffer.from(der).equals(Buffer.concat([head, ...PIECES, tail]))]),
  ).toEqual([[7n, true]]);
  expect(await owner.crlSlice.count()).toBe(0);
});
