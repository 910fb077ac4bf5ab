import { expect, it } from "vitest";
import { revokeKillAtRandom } from "./revoke-kill-at-random.ts";

const BLOWS = 200;

it(`D2, D3: ${BLOWS} blows at random to worker, signer, status and connections lose no revocation that was acknowledged`, async () => {
  const blows = await revokeKillAtRandom(BLOWS);
  console.info(`${BLOWS} blows:`, blows);
  expect(blows.worker + blows.signer + blows.status + blows.connections).toBe(BLOWS);
});
