import { expect, it } from "vitest";
import { CaError } from "#ca/error.ts";
import { issueConfirmed } from "#portal/requests/issue-confirmed.ts";
import { applyOrders } from "#portal/revocation/apply-orders.ts";
import { confirmOne, later, request, withSigner } from "#tests/support/confirmed.ts";
import { named, revoke } from "#tests/support/revocation.ts";
import { raceInFlight } from "#tests/support/revoke-in-flight.ts";
import { signedIn } from "#tests/support/sign-in.ts";
import { holder, type TestHolder, type World, world } from "#tests/support/world.ts";

const RACES = 20;
const AT_ONCE = { interruptedMs: 0 };

async function confirmed() {
  const portal = await world();
  const manager = await holder(portal, { template: "FIRST_HEAD" });
  const employee = await holder(portal);
  return { portal, employee, number: await confirmOne(portal, manager, employee) };
}

const order = async (portal: World, employee: TestHolder) => {
  const { status } = await revoke(await signedIn(portal, employee), employee, [named(employee)]);
  expect(status).toBe(202);
};

const ending = async (portal: World, number: string) => {
  const { state, rejectedFor, certificates } = await request(portal, number);
  return { state, rejectedFor, valid: certificates.filter(({ revokedAt }) => revokedAt === null).length };
};
const DEAD = { state: "REJECTED", rejectedFor: "CERTIFICATE_REVOKED", valid: 0 };

it.each([
  ["is ordered", async () => undefined],
  ["is ordered and done", async ({ issuing }: World) => applyOrders(issuing)],
])("D15: a pair is stored as revoked when the revocation %s while it is being signed", async (_, then) => {
  const { portal, employee, number } = await confirmed();
  const slow = withSigner(portal.issuing, {
    async sign(orders) {
      await order(portal, employee);
      await then(portal);
      return portal.authority.signer.sign(orders);
    },
  });
  await issueConfirmed(slow);
  expect(await ending(portal, number)).toEqual(DEAD);
  expect((await request(portal, number)).certificates).toHaveLength(2);
  await applyOrders(portal.issuing);
  expect(await ending(portal, number)).toEqual(DEAD);
});

it.each([
  ["fresh", 1_000],
  ["too old", 120_000],
])("D15: intents that are %s when the worker comes back bring no valid pair after a revocation", async (_, ms) => {
  const { portal, employee, number } = await confirmed();
  const dying = withSigner(portal.issuing, {
    async sign(orders) {
      await portal.authority.signer.sign(orders);
      throw new CaError("SIGNER_UNAVAILABLE", "a test");
    },
  });
  await expect(issueConfirmed(dying)).toRejectWithCode("SIGNER_UNAVAILABLE");
  await order(portal, employee);
  await applyOrders(portal.issuing);
  later(portal, ms);
  await issueConfirmed(portal.issuing, AT_ONCE);
  expect(await ending(portal, number)).toEqual(DEAD);
});

it("D15: a pair that was issued before the order stays: it is another key", async () => {
  const { portal, employee, number } = await confirmed();
  await issueConfirmed(portal.issuing);
  await order(portal, employee);
  await applyOrders(portal.issuing);
  expect(await ending(portal, number)).toEqual({ state: "ISSUED", rejectedFor: null, valid: 2 });
});

it(`D15: of ${RACES} revocations in the midst of an issuance none leaves a valid pair behind it`, async () => {
  const endings = await raceInFlight(await world(), RACES);
  console.info(`${RACES} races:`, endings);
  expect(endings["NEVER VALID"] + endings["ISSUED BEFORE"]).toBe(RACES);
}, 120_000);
