import { expect, it } from "vitest";
import { killPostgresAtRandom } from "./kill-postgres-at-random.ts";

const BLOWS = 200;

it(`D2, D3, D10, D13: PostgreSQL killed ${BLOWS} times at random loses no revocation that was acknowledged, and lists go on`, async () => {
  const blows = await killPostgresAtRandom(BLOWS);
  console.info(`${BLOWS} blows:`, blows);
  expect(blows.acknowledged).toBeGreaterThan(0);
  expect(blows.killed).toBeGreaterThan(2 * BLOWS);
});
