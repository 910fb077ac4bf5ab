import { expect, it } from "vitest";
import { listActivity } from "#portal/security/list-activity.ts";
import { listSessions } from "#portal/security/list-sessions.ts";
import { later } from "#tests/support/confirmed.ts";
import { revokeAll } from "#tests/support/revoke-all.ts";
import { signedIn, signIn } from "#tests/support/sign-in.ts";
import { call, type Visitor, visitor } from "#tests/support/visitor.ts";
import { holder, type TestHolder, type World, world } from "#tests/support/world.ts";

const MINUTE_MS = 60_000;
const SESSION = "__Host-tanba-session";
const FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:142.0) Gecko/20100101 Firefox/142.0";

const asActor = ({ actor }: TestHolder) => ({ ...actor, certificateId: "" });
const sessionsOf = ({ portal }: World, person: TestHolder, from: Visitor) =>
  listSessions(portal.context, asActor(person), from.cookies.get(SESSION) ?? "");
const isAlive = async (browser: Visitor) => (await call(browser, "GET /api/session")).status === 200;

/** One person in two capacities, each signed in, and somebody else. */
async function scene() {
  const portal = await world();
  const person = await holder(portal);
  const alsoPerson = await holder(portal, { template: "INDIVIDUAL", iin: person.actor.iin });
  const here = await signedIn(portal, person);
  later(portal, MINUTE_MS);
  const there = visitor(portal);
  await signIn(there, alsoPerson, { userAgent: FIREFOX });
  const stranger = await signedIn(portal, await holder(portal));
  return { portal, person, alsoPerson, here, there, stranger };
}

it("lists where a person is signed in, in all capacities, this browser first, and nobody else's sessions", async () => {
  const { portal, person, alsoPerson, here, there } = await scene();
  expect(await sessionsOf(portal, person, here)).toMatchObject([
    { isThis: true, browser: null, os: null, template: "EMPLOYEE", isNewBrowser: false },
    { isThis: false, browser: "Firefox", os: "Windows", template: "INDIVIDUAL", isNewBrowser: true },
  ]);
  expect(await sessionsOf(portal, alsoPerson, there)).toMatchObject([
    { isThis: true, template: "INDIVIDUAL" },
    { isThis: false, template: "EMPLOYEE" },
  ]);
});

it("lists no session that has ended: unused, or of a revoked key", async () => {
  const { portal, person, alsoPerson, here } = await scene();
  await revokeAll(portal, alsoPerson.holderId);
  expect(await sessionsOf(portal, person, here)).toMatchObject([{ isThis: true }]);

  const again = await signedIn(portal, person);
  later(portal, 15 * MINUTE_MS);
  expect(await sessionsOf(portal, person, again)).toEqual([]);
});

it("A10: ends all other sessions of the person, in all capacities, and none of anybody else", async () => {
  const { portal, here, there, stranger } = await scene();
  expect((await call(here, "DELETE /api/sessions")).status).toBe(204);
  expect([await isAlive(here), await isAlive(there), await isAlive(stranger)]).toEqual([true, false, true]);
  expect(await portal.owner.auditEvent.findMany({ where: { action: "sessions-ended" } })).toMatchObject([
    { facts: { sessions: 1 } },
  ]);
});

it("tells a person what was done in their name, newest first, a page at a time, without a gap or a double", async () => {
  const { portal, person, alsoPerson, here } = await scene();
  for (const count of Array(22).keys()) {
    later(portal, 1000);
    const json = { language: "ru", emailNotices: count % 2 === 0, noticeKindsOff: [] };
    expect((await call(here, "PUT /api/profile", { json })).status).toBe(204);
  }
  const { context } = portal.portal;
  const first = await listActivity(context, asActor(person));
  expect(first.deeds.map(({ action }) => action)).toEqual(Array(20).fill("settings-changed"));
  const second = await listActivity(context, asActor(alsoPerson), first.older);
  expect(second).toMatchObject({
    deeds: [
      { action: "settings-changed" },
      { action: "settings-changed" },
      { action: "signed-in", browser: "Firefox", os: "Windows" },
      { action: "signed-in", browser: undefined },
    ],
    older: undefined,
  });
  const times = [...first.deeds, ...second.deeds].map(({ at }) => at.getTime());
  expect(times).toEqual(times.toSorted((one, other) => other - one));
});

it.each(["nonsense", "-1", "1e9", `${"9".repeat(40)}`])(
  "begins with the newest for a place that is none: %s",
  async (before) => {
    const portal = await world();
    const person = await holder(portal);
    await signedIn(portal, person);
    expect((await listActivity(portal.portal.context, asActor(person), before)).deeds).toHaveLength(1);
  },
);
