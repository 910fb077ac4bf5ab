import { expect, it } from "vitest";
import { parseCertificate } from "#pki/certificate.ts";
import { nextNotices } from "#portal/notices/expiry/next-notices.ts";
import { planNotices } from "#portal/notices/expiry/plan-notices.ts";
import { endingKeys } from "#portal/profile/ending-keys.ts";
import { submit } from "#tests/support/reissue.ts";
import { revokeAll } from "#tests/support/revoke-all.ts";
import { signedIn } from "#tests/support/sign-in.ts";
import { holder, type TestHolder, type World, world } from "#tests/support/world.ts";

const DAY_MS = 86_400_000;

const asActor = ({ actor }: TestHolder, more = {}) => ({
  ...{ ...actor, certificateId: "" },
  email: "aigul@example.kz",
  ...more,
});

const serialOf = ({ certificates }: TestHolder, slot: "AUTH" | "SIGN" = "SIGN") =>
  parseCertificate(certificates[slot]).serial;

/** Where `days` days are left until the end of this person's keys. */
function before({ clock }: World, { certificates }: TestHolder, days: number): void {
  clock.set(new Date(parseCertificate(certificates.SIGN).notAfter.getTime() - days * DAY_MS));
}

const days = (one: TestHolder, notices: readonly { readonly at: Date; readonly channel: string }[]) =>
  notices.map(({ at, channel }) => {
    const left = (parseCertificate(one.certificates.SIGN).notAfter.getTime() - at.getTime()) / DAY_MS;
    return `${channel} ${Math.floor(left)}`;
  });

async function scene() {
  const portal = await world();
  const person = await holder(portal);
  await portal.owner.person.update({ where: { id: person.personId }, data: { email: "aigul@example.kz" } });
  return { portal, person, context: portal.portal.context };
}

it("tells on either half of a pair when its holder will be told, by the plan of the worker", async () => {
  const { portal, person, context } = await scene();
  before(portal, person, 20);
  for (const slot of ["SIGN", "AUTH"] as const) {
    const notices = await nextNotices(context, asActor(person), serialOf(person, slot));
    expect(notices).toMatchObject({ told: [], noLetters: null, wanted: true, isEnding: true });
    expect(notices?.next.map(({ channel }) => channel)).toEqual(["EMAIL", "SMS", "EMAIL"]);
  }
});

it("promises on the day before a letter what the planner does on the day itself", async () => {
  const { portal, person, context } = await scene();
  before(portal, person, 32);
  for (let at = (await nextNotices(context, asActor(person), serialOf(person)))?.next[0]?.at; at; ) {
    const [rows, log] = [portal.owner.message, { error: () => undefined }];
    const earlier = await rows.count();
    portal.clock.set(new Date(at.getTime() - 1));
    await planNotices({ ...portal.issuing, log, perMinute: 100 });
    expect(await rows.count(), "not a millisecond too early").toBe(earlier);
    portal.clock.set(at);
    await planNotices({ ...portal.issuing, log, perMinute: 100 });
    expect(await rows.count(), "not one too late").toBe(earlier + 1);
    at = (await nextNotices(context, asActor(person), serialOf(person)))?.next[0]?.at;
  }
  expect(await portal.owner.message.count()).toBe(4);
});

it("promises nothing that is switched off, has nowhere to go or is no longer true, and says which", async () => {
  const { portal, person, context } = await scene();
  before(portal, person, 31);
  const ask = (more = {}) => nextNotices(context, asActor(person, more), serialOf(person));
  expect(days(person, (await ask())?.next ?? [])).toHaveLength(4);
  const sms = (notices: Awaited<ReturnType<typeof ask>>) => notices?.next.map(({ channel }) => channel);
  const [off, none] = [await ask({ emailNotices: false }), await ask({ email: null })];
  expect([off?.noLetters, sms(off), none?.noLetters, sms(none)]).toEqual(["OFF", ["SMS"], "NO_ADDRESS", ["SMS"]]);
  expect(await ask({ noticeKindsOff: ["EXPIRY"] })).toMatchObject({ wanted: false, next: [] });
  await revokeAll(portal, person.holderId);
  expect(await ask()).toMatchObject({ isEnding: false, next: [] });
});

it("says what was sent, and of another's key nothing", async () => {
  const { portal, person, context } = await scene();
  before(portal, person, 29.5);
  await planNotices({ ...portal.issuing, log: { error: () => undefined }, perMinute: 100 });
  const settledAt = portal.clock.now();
  expect(await nextNotices(context, asActor(person), serialOf(person))).toMatchObject({ told: [] });
  await portal.owner.message.updateMany({ data: { state: "SENT", settledAt } });
  expect(await nextNotices(context, asActor(person), serialOf(person))).toMatchObject({
    told: [{ channel: "EMAIL", at: settledAt }],
  });
  expect(await nextNotices(context, asActor(await holder(portal)), serialOf(person))).toBeNull();
});

it("speaks of ending keys from the 30th day on until they have ended, and of the request for new ones", async () => {
  const { portal, person, context } = await scene();
  const ask = () => endingKeys(context, asActor(person));
  for (const [left, said] of [
    [32, null],
    [30, 30],
    [1, 1],
    [0, 0],
    [-0.001, null],
  ] as const) {
    before(portal, person, left);
    expect((await ask())?.days ?? null, `${left} days`).toBe(said);
  }
  before(portal, person, 10);
  expect(await ask()).not.toHaveProperty("request");
  const { number } = await submit(await signedIn(portal, person), person);
  expect(await ask()).toMatchObject({ days: 10, request: number });
});
