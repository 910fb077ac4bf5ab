import { expect, it } from "vitest";
import { publishCrl } from "#ca/revocation/publish-crl.ts";
import { registerNow } from "#platform/register-clock.ts";
import { beginIssuing } from "#portal/requests/begin-issuing.ts";
import { issueConfirmed } from "#portal/requests/issue-confirmed.ts";
import type { IssuingContext } from "#portal/requests/issuing-context.ts";
import { requireRightTime } from "#portal/right-time/require-right-time.ts";
import { issueServices } from "#portal/services/issue-services.ts";
import { later, request } from "#tests/support/confirmed.ts";
import { confirmed } from "#tests/support/one-confirmed.ts";
import { type World, world } from "#tests/support/world.ts";

/** A worker whose register has a clock that differs from its own by so many milliseconds. */
const apart = ({ issuing, clock }: World, ms: number): IssuingContext => ({
  ...issuing,
  registerNow: () => Promise.resolve(new Date(clock.now().getTime() + ms)),
});

it("C17: issues nothing while our clock and the register's differ by more than five seconds, and all of it afterwards", async () => {
  const { portal, number } = await confirmed();
  for (const ms of [5001, -5001, 86_400_000, -86_400_000]) {
    await expect(issueConfirmed(apart(portal, ms)), `${ms} ms`).toRejectWithCode("CLOCK_WRONG");
    await expect(issueServices(apart(portal, ms)), `${ms} ms`).toRejectWithCode("CLOCK_WRONG");
  }
  expect(await request(portal, number)).toMatchObject({ state: "CONFIRMED", intents: [], certificates: [] });

  expect(await issueConfirmed(apart(portal, 5000))).toBe(1);
  expect(await request(portal, number)).toMatchObject({ state: "ISSUED" });
  await expect(requireRightTime(apart(portal, -5000))).resolves.toBeUndefined();
});

it("C17: holds against the clock that PostgreSQL really has", async () => {
  const { portal, number } = await confirmed(new Date());
  const issuing = { ...portal.issuing, registerNow: () => registerNow(portal.issuing.db) };
  for (const ms of [8000, -8000]) {
    portal.clock.set(new Date(Date.now() + ms));
    await expect(issueConfirmed(issuing), `${ms} ms`).toRejectWithCode("CLOCK_WRONG");
  }
  portal.clock.set(new Date());
  expect(await issueConfirmed({ ...issuing, clock: { now: () => new Date() } })).toBe(1);
  expect((await request(portal, number)).state).toBe("ISSUED");
});

it("C17: issues nothing while our clock stands before the newest audit row, whatever the register's says", async () => {
  const { portal, number } = await confirmed();
  later(portal, 60_000);
  await portal.owner.auditEvent.create({ data: { at: portal.clock.now(), action: "sign-in-refused" } });
  later(portal, -5001);
  await expect(issueConfirmed(portal.issuing)).toRejectWithCode("CLOCK_WRONG");
  expect(await request(portal, number)).toMatchObject({ state: "CONFIRMED", intents: [] });
  later(portal, 1);
  expect(await issueConfirmed(portal.issuing)).toBe(1);
});

it("C17: issues nothing, and publishes no CRL, while our clock stands before the newest CRL", async () => {
  const { portal, number } = await confirmed();
  later(portal, 3_600_000);
  await publishCrl(portal.authority, portal.issuing.db);
  later(portal, -6000);
  await expect(issueConfirmed(portal.issuing)).toRejectWithCode("CLOCK_WRONG");
  await expect(publishCrl(portal.authority, portal.issuing.db)).rejects.toThrow("stands before the last CRL");
  expect(await request(portal, number)).toMatchObject({ state: "CONFIRMED", intents: [] });
  later(portal, 6000);
  expect(await issueConfirmed(portal.issuing)).toBe(1);
});

it("C17: signs not even what is on record already", async () => {
  const { portal, number } = await confirmed();
  const [order] = (await beginIssuing(portal.issuing, { limit: 1 })) ?? [];
  await expect(issueConfirmed(apart(portal, 6000), { interruptedMs: 0 })).toRejectWithCode("CLOCK_WRONG");
  expect(portal.authority.journal.find(order?.serial ?? "")).toBeUndefined();
  expect(await issueConfirmed(portal.issuing, { interruptedMs: 0 })).toBe(1);
  expect(await request(portal, number)).toMatchObject({ state: "ISSUED" });
});

it("C17: a row that claims a time to come stops it only until the next one", async () => {
  const portal = await world();
  const tell = (at: Date) => portal.owner.auditEvent.create({ data: { at, action: "sign-in-refused" } });
  await tell(new Date(portal.clock.now().getTime() + 86_400_000));
  await expect(requireRightTime(portal.issuing)).toRejectWithCode("CLOCK_WRONG");
  await tell(portal.clock.now());
  await expect(requireRightTime(portal.issuing)).resolves.toBeUndefined();
});
