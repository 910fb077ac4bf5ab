import { randomInt } from "node:crypto";
import { expect, it } from "vitest";
import { issuingWorld } from "./issuing-world.ts";

const KILLS = 50;
/** Looks at the register before the kill: from before the worker has begun to after it has ended. */
const MOST_LOOKS = 150;

it(`C3, C7, C8, C9: ${KILLS} kills of worker and signer at random lose no request and issue none twice`, async () => {
  const here = await issuingWorld();
  let signer = await here.startSigner();
  let worker = await here.startWorker();
  const tried = { worker: 0, signer: 0, midway: 0 };
  for (let round = 0; round < KILLS; round++) {
    await here.confirm(2);
    for (let looks = randomInt(MOST_LOOKS); looks > 0; looks--) await here.states();
    const { CONFIRMED = 0, ISSUING = 0 } = await here.states();
    if (CONFIRMED + ISSUING > 0) tried.midway++;
    const victim = randomInt(2) === 0 ? "worker" : "signer";
    tried[victim]++;
    if (victim === "worker") {
      worker.kill("SIGKILL");
      await worker.ended;
      worker = await here.startWorker();
    } else {
      signer.kill("SIGKILL");
      await signer.ended;
      signer = await here.startSigner();
    }
  }
  await here.allIssued();
  await here.verify(2 * KILLS);
  console.log(`killed the worker ${tried.worker} and the signer ${tried.signer} times, ${tried.midway} of them midway`);
  expect(tried.worker + tried.signer).toBe(KILLS);
});
