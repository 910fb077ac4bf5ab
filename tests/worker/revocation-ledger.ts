import { randomInt } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished } from "vitest";
import { parseCrl } from "#pki/crl.ts";
import { freePort } from "#platform/free-port.ts";
import type { RevocationReason } from "#portal/revocation/contract.ts";
import { askLive } from "#tests/status/ocsp/ask-live.ts";
import type { ReadSingle } from "#tests/status/ocsp/read-answer.ts";
import type { TestDatabase } from "#tests/support/database.ts";
import { startProcess } from "#tests/support/process.ts";
import { named, revoke } from "#tests/support/revocation.ts";
import { signedIn } from "#tests/support/sign-in.ts";
import { until } from "#tests/support/until.ts";
import { holder, type TestHolder } from "#tests/support/world.ts";
import { issuingWorld } from "./issuing-world.ts";

const REASONS = ["KEY_COMPROMISE", "AFFILIATION_CHANGED", "SUPERSEDED", "CESSATION_OF_OPERATION"] as const;
const CODES: Readonly<Record<string, number>> = {
  KEY_COMPROMISE: 1,
  AFFILIATION_CHANGED: 3,
  SUPERSEDED: 4,
  CESSATION_OF_OPERATION: 5,
};

/** A world with all its processes, and a ledger of what was acknowledged to people. @param database as `world` has it */
export async function ledgerWorld(database?: TestDatabase) {
  const here = await issuingWorld(database);
  const port = await freePort();
  /** Serial number to reason, from the moment on that 202 has come. */
  const ledger = new Map<string, RevocationReason>();
  const crlAt = async (): Promise<Response | null> =>
    fetch(`http://127.0.0.1:${port}/crl/issuing.crl`).catch(() => null);

  // its keys outlive it: new ones for each start would be too many orders of a day
  const home = mkdtempSync(join(tmpdir(), "tanba-ledger-"));
  onTestFinished(() => rmSync(home, { recursive: true, force: true }));
  const status = { TANBA_VAR: home, TANBA_STATUS_PORT: String(port) };
  const newPerson = () => {
    here.clock.set(new Date());
    return holder(here, { template: "INDIVIDUAL" });
  };

  return {
    ...here,
    ledger,
    newPerson,
    /** What status says of a person's certificate now: of one that it has not heard of yet, that it is unknown. */
    statusOf: async (person: TestHolder) =>
      (await askLive(`http://127.0.0.1:${port}/ocsp`, here.authority.issuer.certificate, named(person).serial))?.status,
    startStatus: () => startProcess("status", { ...status, STATUS_DATABASE_URL: here.database.urlAs("status") }),
    /** What status says of itself now. */
    health: async () => (await fetch(`http://127.0.0.1:${port}/health/ready`)).text(),
    /** Ends every connection to the register: the worker's, the status server's and those of `web`. */
    async cutConnections() {
      await here.owner.$queryRaw`
        SELECT pg_terminate_backend(pid) FROM pg_stat_activity
        WHERE datname = current_database() AND usename IN ('tanba_worker', 'tanba_status', 'tanba_web')`;
    },
    /** Orders one more key to be revoked; on the ledger if and only if that was acknowledged. */
    async order(of?: TestHolder): Promise<void> {
      const person = of ?? (await newPerson());
      const reason = REASONS[randomInt(REASONS.length)] ?? "SUPERSEDED";
      const certificate = named(person);
      const answer = await signedIn(here, person)
        .then((desk) => revoke(desk, person, [certificate], { reason }))
        .catch(() => null);
      if (answer?.status === 202) ledger.set(certificate.serial, reason);
    },
    /**
     * The list that a relying party gets now; null while nobody answers.
     *
     * D3, D10: it is in force, its number never falls, and nothing that it listed before is missing.
     */
    watchCrl: watcher(crlAt),
    /**
     * What OCSP says now of what was acknowledged last; undefined while it says nothing.
     *
     * D3: never good once it has said revoked.
     */
    watchOcsp: ocspWatcher((serial) =>
      askLive(`http://127.0.0.1:${port}/ocsp`, here.authority.issuer.certificate, serial).catch(() => undefined),
    ),
    /** How many orders are open, and how many publications have just begun; what a killed worker began stays locked. */
    async underway() {
      const [counted] = await here.owner.$queryRaw<{ ordered: number; publishing: number }[]>`
        SELECT (SELECT count(*) FROM revocation_order WHERE done_at IS NULL)::int AS ordered,
          (SELECT count(*) FROM graphile_worker.jobs
            WHERE task_identifier = 'publish-crl' AND locked_at > now() - interval '1 second')::int AS publishing`;
      return counted ?? { ordered: 0, publishing: 0 };
    },
    /** D1, D2: waits until the served list has all that was acknowledged, each for its reason. */
    async allListed(): Promise<void> {
      await until(async () => {
        const served = await crlAt();
        if (served?.status !== 200) return false;
        const { entries } = parseCrl(new Uint8Array(await served.arrayBuffer()));
        const listed = new Map(entries.map(({ serial, reason }) => [serial, reason]));
        return [...ledger].every(([serial, reason]) => listed.get(serial) === CODES[reason]);
      });
    },
    /** D2: no order is left, none was refused, and the register has each for its reason. */
    async verifyLedger(): Promise<void> {
      const orders = await here.owner.revocationOrder.findMany({ include: { certificate: true } });
      expect(orders.filter(({ outcome }) => outcome !== "APPLIED")).toEqual([]);
      const kept = new Map(orders.map(({ certificate }) => [certificate.serial, certificate.revocationReason]));
      for (const [serial, reason] of ledger) expect(kept.get(serial), serial).toBe(reason);
      const revoked = await here.owner.auditEvent.count({ where: { action: "certificate-revoked" } });
      expect(revoked, "one row of the audit each").toBe(orders.length);
    },
  };
}

function ocspWatcher(ask: (serial: string) => Promise<ReadSingle | undefined>) {
  const revoked = new Set<string>();
  return async (serial: string): Promise<ReadSingle["status"] | undefined> => {
    const { status, revokedAt } = (await ask(serial)) ?? {};
    // since 1970: of a certificate that was not yet issued when the register could last be read
    if (status === "revoked" && revokedAt?.getTime() !== 0) revoked.add(serial);
    else if (status === "good") expect(revoked.has(serial), `${serial} is ${status} after it was revoked`).toBe(false);
    return status;
  };
}

function watcher(crlAt: () => Promise<Response | null>) {
  let number = 0n;
  const seen = new Set<string>();
  return async (): Promise<boolean> => {
    const answer = await crlAt();
    if (answer?.status !== 200) return false;
    const crl = parseCrl(new Uint8Array(await answer.arrayBuffer()));
    const now = new Date();
    expect(crl.thisUpdate.getTime(), "a list of the future").toBeLessThanOrEqual(now.getTime());
    expect(crl.nextUpdate.getTime(), "a list that has ended").toBeGreaterThan(now.getTime());
    expect(crl.number >= number, `list ${crl.number} after ${number}`).toBe(true);
    number = crl.number;
    const listed = new Set(crl.entries.map(({ serial }) => serial));
    expect(
      [...seen].filter((serial) => !listed.has(serial)),
      "no longer listed",
    ).toEqual([]);
    for (const serial of listed) seen.add(serial);
    return true;
  };
}
