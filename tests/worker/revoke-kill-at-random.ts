import { randomInt } from "node:crypto";
import type { TestProcess } from "#tests/support/process.ts";
import { until } from "#tests/support/until.ts";
import { ledgerWorld } from "./revocation-ledger.ts";

/** Looks at the register before each blow: from before the order is written down to after the list is published. */
const MOST_LOOKS = 60;

/** What was done, by victim; how many orders were open at that moment; what was acknowledged; how often a list was seen. */
export interface Blows {
  readonly worker: number;
  readonly signer: number;
  readonly status: number;
  readonly connections: number;
  readonly midway: number;
  readonly acknowledged: number;
  readonly lists: number;
}

/**
 * Kills worker, signer or status, or cuts all connections to the register, at random moments while keys are revoked and
 * lists are published, and looks at the list that is served all the time; then waits until all that was acknowledged is
 * listed.
 */
export async function revokeKillAtRandom(count: number): Promise<Blows> {
  const here = await ledgerWorld();
  const processes: Record<"worker" | "signer" | "status", Pick<TestProcess, "kill" | "ended">> = {
    signer: await here.startSigner(),
    worker: await here.startWorker(),
    status: await here.startStatus(),
  };
  const again = { worker: here.startWorker, signer: here.startSigner, status: here.startStatus };
  const blows = { worker: 0, signer: 0, status: 0, connections: 0, midway: 0, acknowledged: 0, lists: 0 };
  const strike = async (victim: keyof typeof processes | "connections") => {
    if (victim === "connections") return here.cutConnections();
    processes[victim].kill("SIGKILL");
    await processes[victim].ended;
    processes[victim] = await again[victim]();
  };
  const victims = ["worker", "signer", "status", "connections"] as const;

  await until(here.watchCrl);
  for (let blow = 0; blow < count; blow++) {
    const victim = victims[randomInt(victims.length)] ?? "worker";
    blows[victim]++;
    const striking = (async () => {
      for (let looks = randomInt(MOST_LOOKS); looks > 0; looks--) await here.owner.$queryRaw`SELECT 1`;
      if ((await here.owner.revocationOrder.count({ where: { doneAt: null } })) > 0) blows.midway++;
      await strike(victim);
    })();
    await Promise.all([striking, here.order()]);
    if (await here.watchCrl()) blows.lists++;
  }
  await here.allListed();
  await here.verifyLedger();
  return { ...blows, acknowledged: here.ledger.size };
}
