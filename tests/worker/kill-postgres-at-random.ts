import { randomInt } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { expect } from "vitest";
import { ownPostgres } from "#tests/support/own-postgres.ts";
import { until } from "#tests/support/until.ts";
import { ledgerWorld } from "./revocation-ledger.ts";

/** Looks at the register before a blow: from before the order is written down to after it is done. */
const MOST_LOOKS = 300;
/** Looks until lists are being made, where that is waited for. */
const MOST_LOOKS_FOR_LISTS = 6000;
/** Each of the others is killed along with PostgreSQL once in so many blows. */
const ONE_IN = 4;
/** How often what is served is looked at while PostgreSQL is down. */
const LOOKS_WHILE_DOWN = 3;

const PATIENCE = { timeout: 30_000, interval: 100 };

const OTHERS = ["worker", "signer", "status"] as const;

/** What was done and seen while PostgreSQL was killed so many times. */
export interface PostgresBlows {
  /** Processes of PostgreSQL. */
  killed: number;
  worker: number;
  signer: number;
  status: number;
  /** Orders that were open, and publications that were underway, at the moment of a blow. */
  ordered: number;
  publishing: number;
  /** Lists and answers that were served while PostgreSQL was down. */
  lists: number;
  answers: number;
  acknowledged: number;
}

/**
 * Kills PostgreSQL at random moments, every other time while lists are made, as keys are revoked, now and then worker, signer or
 * status with it, and starts all of them again over what the disk has; then waits until all that was acknowledged is listed.
 *
 * D10, D13: as long as status lives it serves lists in force and OCSP while PostgreSQL is down, and says so in health.
 */
export async function killPostgresAtRandom(count: number): Promise<PostgresBlows> {
  const postgres = await ownPostgres();
  const here = await ledgerWorld(postgres.database);
  const processes = {
    signer: await here.startSigner(),
    worker: await here.startWorker(),
    status: await here.startStatus(),
  };
  const begin = {
    async signer() {
      processes.signer = await here.startSigner();
    },
    async worker() {
      processes.worker = await here.startWorker();
    },
    async status() {
      processes.status = await here.startStatus();
    },
  };
  const blows = {
    ...{ killed: 0, worker: 0, signer: 0, status: 0, ordered: 0, publishing: 0 },
    ...{ lists: 0, answers: 0, acknowledged: 0 },
  };
  const lookWhileDown = async () => {
    for (let looks = 0; looks < LOOKS_WHILE_DOWN; looks++) {
      expect(await here.watchCrl(), "a list while PostgreSQL is down").toBe(true);
      blows.lists++;
      const serial = [...here.ledger.keys()].at(-1);
      const status = serial && (await here.watchOcsp(serial));
      if (serial) expect(status, "OCSP while PostgreSQL is down").toBeDefined();
      if (status) blows.answers++;
    }
  };
  /** A worker that did not start, which would be waited for without end, has said why. */
  const serving = () =>
    until(async () => {
      expect(processes.worker.said()).not.toMatch(/^worker: /m);
      return (await here.health()).startsWith("ready");
    });

  /** While the register is away, status can say nothing of what it had not heard of before. */
  const knownPerson = async () => {
    const person = await here.newPerson();
    await expect.poll(() => here.statusOf(person), PATIENCE).toBe("good");
    return person;
  };

  await serving();
  for (let blow = 0; blow < count; blow++) {
    const person = await knownPerson();
    const victims = OTHERS.filter(() => randomInt(ONE_IN) === 0);
    const striking = (async () => {
      let looks = blow % 2 ? MOST_LOOKS_FOR_LISTS : 0;
      while (looks-- > 0 && (await here.underway()).publishing === 0);
      for (looks = randomInt(MOST_LOOKS); looks > 0; looks--) await here.owner.$queryRaw`SELECT 1`;
      const { ordered, publishing } = await here.underway();
      blows.ordered += ordered;
      blows.publishing += publishing;
      blows.killed += await postgres.kill();
      for (const victim of victims) {
        blows[victim]++;
        processes[victim].kill("SIGKILL");
        await processes[victim].ended;
      }
    })();
    await Promise.all([striking, here.order(person)]);
    if (victims.includes("status")) await Promise.all([begin.status(), pause(randomInt(100))]);
    else await lookWhileDown();
    await postgres.start();
    for (const victim of victims) if (victim !== "status") await begin[victim]();
    await serving();
    await here.watchCrl();
  }
  await here.order(await knownPerson());
  await postgres.kill();
  // after five seconds of silence
  await expect.poll(here.health, PATIENCE).toContain("warning: the register was last read at");
  await lookWhileDown();
  await postgres.start();
  await expect.poll(here.health, PATIENCE).not.toContain("the register was last read at");
  await here.allListed();
  await here.verifyLedger();
  return { ...blows, acknowledged: here.ledger.size };
}
