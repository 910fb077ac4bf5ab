import fc from "fast-check";
import { expect, it } from "vitest";
import { DEEDS, perform, serialOutcomes, stage } from "#tests/support/interleaving.ts";
import { world } from "#tests/support/world.ts";

const RUNS = 1000;

it(`B15: ${RUNS} times, whatever several people do at once ends as if they had done it in some order`, async () => {
  const portal = await world();
  const own = await stage(portal);
  const ends = new Map<string, number>();
  const atOnce = fc.array(fc.constantFrom(...DEEDS), { minLength: 2, maxLength: 4 });
  await fc.assert(
    fc.asyncProperty(fc.array(atOnce, { minLength: 1, maxLength: 3 }), async (groups) => {
      const state = await perform(own, groups);
      ends.set(state, (ends.get(state) ?? 0) + 1);
      expect(serialOutcomes(groups)).toContain(state);
    }),
    { numRuns: RUNS },
  );
  console.log(`tried ${RUNS} interleavings; they ended as ${JSON.stringify(Object.fromEntries(ends))}`);
  expect(portal.faults).toEqual([]);
});

it(`B7: ${RUNS} times, a key revoked while its holder's request is confirmed leaves nothing issued`, async () => {
  const portal = await world();
  const own = await stage(portal);
  for (let run = 0; run < RUNS; run++) expect(await perform(own, [["confirm", "revoke"], ["issue"]])).toBe("REJECTED");
  console.log(`tried ${RUNS} races`);
});
