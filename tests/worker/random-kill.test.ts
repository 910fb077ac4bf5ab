import { expect, it } from "vitest";
import { killAtRandom } from "./kill-at-random.ts";

const BLOWS = 15;

it(`C3, C4, C7, C8, C9: ${BLOWS} blows at random to worker, signer and connections lose no request and issue none twice`, async () => {
  const blows = await killAtRandom(BLOWS);
  console.info(`${BLOWS} blows:`, blows);
  expect(blows.worker + blows.signer + blows.connections).toBe(BLOWS);
}, 300_000);
