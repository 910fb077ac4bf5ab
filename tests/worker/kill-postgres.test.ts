import { expect, it } from "vitest";
import { killPostgresAtRandom } from "./kill-postgres-at-random.ts";

const BLOWS = 3;

it(`D2, D3, D10, D13: PostgreSQL killed ${BLOWS} times at random loses no revocation that was acknowledged, and lists go on`, async () => {
  const blows = await killPostgresAtRandom(BLOWS);
  console.info(`${BLOWS} blows:`, blows);
  // the server and at least one connection each time
  expect(blows.acknowledged).toBeGreaterThan(0);
  expect(blows.killed).toBeGreaterThan(2 * BLOWS);
}, 120_000);
