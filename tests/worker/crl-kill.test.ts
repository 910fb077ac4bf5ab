import { expect, it } from "vitest";
import { revokeCertificate } from "#ca/revocation/store.ts";
import { parseCrl } from "#pki/crl.ts";
import { until } from "#tests/support/until.ts";
import { holder } from "#tests/support/world.ts";
import { type IssuingWorld, issuingWorld } from "./issuing-world.ts";

/** The bytes that are published for a list now: what `status` would send. */
async function published({ owner, authority }: IssuingWorld, kind: "FULL" | "DELTA", shard: number) {
  const issuerId = authority.issuer.id;
  const row = await owner.crl.findFirst({ where: { kind, shard, issuerId }, orderBy: { number: "desc" } });
  return row && parseCrl(row.der);
}

it.each(["crl.between_kinds", "crl.before_commit", "crl.after_commit"])(
  "D2, D10: a worker killed at %s leaves lists in force, and the next one publishes what was revoked",
  async (failpoint) => {
    const here = await issuingWorld();
    await here.startSigner();
    const first = await here.startWorker();
    await until(async () => (await published(here, "DELTA", 0)) !== null);
    first.kill("SIGTERM");
    await first.ended;

    here.clock.set(new Date());
    await holder(here, { template: "INDIVIDUAL" });
    const { id, serial, shard } = await here.owner.certificate.findFirstOrThrow({ where: { slot: "SIGN" } });
    await here.issuing.db.$transaction((tx) =>
      revokeCertificate(tx, { certificateId: id, reason: "KEY_COMPROMISE", at: new Date() }),
    );
    const dying = await here.startWorker(failpoint);
    expect(await dying.ended).toBe("SIGKILL");
    const numbers = async () => {
      const rows = await here.owner.crl.findMany({
        where: { issuerId: here.authority.issuer.id },
        orderBy: { id: "asc" },
      });
      return rows.map(({ kind, shard: of, number, nextUpdate }) => ({ of: `${kind} ${of}`, number, nextUpdate }));
    };
    const left = await numbers();
    // both lists of a shard or none, and none without one that is in force
    for (const kind of ["FULL", "DELTA"] as const) {
      const list = await published(here, kind, shard);
      expect(list?.nextUpdate.getTime()).toBeGreaterThan(Date.now());
    }
    expect(left.filter(({ of }) => of.startsWith("FULL"))).toHaveLength(left.length / 2);

    await here.startWorker();
    const lists = async (kind: "FULL" | "DELTA", of: number) =>
      (await published(here, kind, of))?.entries.some((entry) => entry.serial === serial) === true;
    await until(async () => (await lists("FULL", shard)) && (await lists("FULL", 0)) && (await lists("DELTA", 0)));
    const after = await numbers();
    for (const of of new Set(after.map((row) => row.of))) {
      const sequence = after.filter((row) => row.of === of).map(({ number }) => number);
      expect(sequence, of).toEqual(sequence.toSorted((a, b) => Number(a - b)));
      expect(new Set(sequence).size).toBe(sequence.length);
    }
  },
  90_000,
);
