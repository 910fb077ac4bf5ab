import { randomInt } from "node:crypto";
import { issuingWorld } from "./issuing-world.ts";

/** Looks at the register before each blow: from before the worker has begun to after it has ended. */
const MOST_LOOKS = 120;
const REQUESTS_PER_BLOW = 2;

/** What was done, by victim; `midway` is how often a request was being issued, or waiting, at that moment. */
export interface Blows {
  readonly worker: number;
  readonly signer: number;
  readonly connections: number;
  readonly midway: number;
}

/**
 * Kills worker or signer, or cuts all of the worker's connections, at random moments while requests are confirmed; then
 * waits for all of them and reconciles the register with the signer's journal.
 */
export async function killAtRandom(count: number): Promise<Blows> {
  const here = await issuingWorld();
  let signer = await here.startSigner();
  let worker = await here.startWorker();
  const blows = { worker: 0, signer: 0, connections: 0, midway: 0 };
  const strike = {
    async worker() {
      worker.kill("SIGKILL");
      await worker.ended;
      worker = await here.startWorker();
    },
    async signer() {
      signer.kill("SIGKILL");
      await signer.ended;
      signer = await here.startSigner();
    },
    connections: () => here.cutWorkersConnections(),
  };
  const victims = ["worker", "signer", "connections"] as const;

  for (let blow = 0; blow < count; blow++) {
    await here.confirm(REQUESTS_PER_BLOW - 1);
    for (let looks = randomInt(MOST_LOOKS); looks > 0; looks--) await here.states();
    const { CONFIRMED = 0, ISSUING = 0 } = await here.states();
    if (CONFIRMED + ISSUING > 0) blows.midway++;
    const victim = victims[randomInt(victims.length)] ?? "worker";
    blows[victim]++;
    await Promise.all([strike[victim](), here.confirm(1)]);
  }
  worker.kill("SIGKILL");
  await worker.ended;
  await here.startWorker();
  await here.allIssued();
  await here.verify(REQUESTS_PER_BLOW * count);
  return blows;
}
