import fc from "fast-check";
import { expect, it } from "vitest";
import { DEEDS, perform, serialOutcomes, stage } from "#tests/support/interleaving.ts";
import { world } from "#tests/support/world.ts";

/** Seeds of sequences that once went wrong, or that met every state on their way; they are tried in every run. */
const KEPT_SEEDS = [20261126];

it("B15: one deed after the other, a request is always where the list of its states says", {
  timeout: 120_000,
}, async () => {
  const portal = await world();
  const own = await stage(portal);
  await fc.assert(
    fc.asyncProperty(fc.array(fc.constantFrom(...DEEDS), { minLength: 1, maxLength: 7 }), async (deeds) => {
      const groups = deeds.map((deed) => [deed]);
      expect([...serialOutcomes(groups)]).toEqual([await perform(own, groups)]);
    }),
    { numRuns: 15 },
  );
  expect(portal.faults).toEqual([]);
});

it.each(KEPT_SEEDS)(
  "B15: whatever several people do at once ends as if they had done it in some order, seed %i",
  {
    timeout: 120_000,
  },
  async (seed) => {
    const portal = await world();
    const own = await stage(portal);
    const atOnce = fc.array(fc.constantFrom(...DEEDS), { minLength: 2, maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(fc.array(atOnce, { minLength: 1, maxLength: 2 }), async (groups) => {
        expect(serialOutcomes(groups)).toContain(await perform(own, groups));
      }),
      { numRuns: 15, seed },
    );
    expect(portal.faults).toEqual([]);
  },
);
