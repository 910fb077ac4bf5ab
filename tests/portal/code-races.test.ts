import fc from "fast-check";
import { expect, it } from "vitest";
import { emailText } from "#portal/documents/contract.ts";
import { tryCode } from "#portal/step-up/store.ts";
import { signedIn } from "#tests/support/sign-in.ts";
import { otherThan, receiveCode } from "#tests/support/step-up.ts";
import { holder, ORIGIN, world } from "#tests/support/world.ts";

const AT_ONCE = 20;

it("B9: of twenty tries at the same time five count at most, and one redeems at most", async () => {
  const portal = await world();
  const employee = await holder(portal);
  const desk = await signedIn(portal, employee);
  const { db } = portal.portal.context;
  const text = emailText({ origin: ORIGIN, iin: employee.actor.iin, email: "a@example.kz" });
  await fc.assert(
    fc.asyncProperty(fc.array(fc.boolean(), { minLength: AT_ONCE, maxLength: AT_ONCE }), async (isRight) => {
      const { id, digits } = await receiveCode(desk, "EMAIL", text);
      const { textSha256 } = await portal.owner.stepUp.findUniqueOrThrow({ where: { id } });
      const { holderId } = employee;
      const outcomes = await Promise.all(
        isRight.map((right) =>
          db.$transaction((tx) =>
            tryCode(tx, { id, holderId, textSha256, digits: right ? digits : otherThan(digits) }),
          ),
        ),
      );
      const { tries, redeemedAt } = await portal.owner.stepUp.findUniqueOrThrow({ where: { id } });
      const count = (outcome: string) => outcomes.filter((one) => one === outcome).length;
      const wrong = isRight.filter((right) => !right).length;
      expect(tries).toBeLessThanOrEqual(5);
      expect(count("REDEEMED")).toBe(redeemedAt ? 1 : 0);
      expect(count("WRONG")).toBeLessThanOrEqual(4);
      // with so few wrong ones a right one comes in time, whoever is first
      if (wrong < 5) expect(count("REDEEMED")).toBe(1);
      if (wrong === AT_ONCE) expect([count("REDEEMED"), tries]).toEqual([0, 5]);
    }),
    {
      numRuns: 25,
      examples: [
        [Array.from({ length: AT_ONCE }, () => true)],
        [Array.from({ length: AT_ONCE }, () => false)],
        [Array.from({ length: AT_ONCE }, (_, at) => at > 3)],
      ],
    },
  );
});
