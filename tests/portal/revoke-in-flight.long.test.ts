import { expect, it } from "vitest";
import { raceInFlight } from "#tests/support/revoke-in-flight.ts";
import { world } from "#tests/support/world.ts";

const RACES = 1_000;

it(`D15: of ${RACES} revocations in the midst of an issuance none leaves a valid pair behind it`, async () => {
  const endings = await raceInFlight(await world(), RACES);
  console.info(`${RACES} races:`, endings);
  expect(endings["NEVER VALID"] + endings["ISSUED BEFORE"]).toBe(RACES);
});
