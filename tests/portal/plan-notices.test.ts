import { expect, it } from "vitest";
import { planNotices } from "#portal/notices/expiry/plan-notices.ts";
import { issueFirstKeys } from "#portal/requests/issue-first-keys.ts";
import { newKey } from "#tests/support/people.ts";
import { holder, type TestHolder, type World, world } from "#tests/support/world.ts";

const DAY_MS = 86_400_000;
const MANY = 1000;

/** The planner of one worker, and what it told its operator. */
function planner(here: World, perMinute = MANY) {
  const alarms: unknown[] = [];
  const log = { error: (...told: unknown[]) => void alarms.push(told) };
  return { alarms, plan: () => planNotices({ ...here.issuing, log, perMinute }) };
}

/** Someone with an address, and the end of their keys. */
async function reachable(here: World): Promise<TestHolder & { readonly notAfter: Date; readonly signId: string }> {
  const made = await holder(here, { template: "INDIVIDUAL" });
  await here.owner.person.update({ where: { id: made.personId }, data: { email: "aigul@example.kz" } });
  const { id, notAfter } = await signOf(here, made);
  return { ...made, notAfter, signId: id };
}

const signOf = ({ owner }: World, { holderId }: TestHolder) =>
  owner.certificate.findFirstOrThrow({ where: { holderId, slot: "SIGN" }, orderBy: { notAfter: "desc" } });

const daysBefore = (notAfter: Date, days: number) => new Date(notAfter.getTime() - days * DAY_MS);

const planned = async ({ owner }: World) =>
  (await owner.message.findMany({ orderBy: { createdAt: "asc" } })).map(
    ({ channel, threshold }) => `${channel} ${threshold}`,
  );

/** Works through each day from 40 days before the end until the day after it. */
async function everyDay(here: World, { notAfter }: { readonly notAfter: Date }, plan: () => Promise<number>) {
  for (let days = 40; days >= -1; days--) {
    here.clock.set(daysBefore(notAfter, days));
    await plan();
  }
}

it("E1, E4: tells of one pair 30, 14 and 7 days before its end by e-mail and 10 days before by SMS, once each", async () => {
  const here = await world();
  const person = await reachable(here);
  const { plan, alarms } = planner(here);
  here.clock.set(daysBefore(person.notAfter, 40));
  await plan();
  alarms.length = 0;
  await everyDay(here, person, plan);
  expect(await planned(here)).toEqual(["EMAIL 30", "EMAIL 14", "SMS 10", "EMAIL 7"]);
  const [first] = await here.owner.message.findMany({ take: 1 });
  const facts = { notAfter: person.notAfter.toISOString().replace(".000Z", "+00:00") };
  const whose = { certificateId: person.signId, personId: person.personId };
  expect(first).toMatchObject({ ...whose, facts, expiresAt: person.notAfter });
  expect(alarms).toEqual([]);
});

it("E1: four planners at once plan each notice once", async () => {
  const here = await world();
  const people = [await reachable(here), await reachable(here), await reachable(here)];
  here.clock.set(daysBefore(people[0]?.notAfter ?? new Date(), 9));
  const four = Array.from({ length: 4 }, () => planner(here).plan());
  expect((await Promise.all(four)).toSorted()).toEqual([0, 0, 0, 6]);
  expect(
    await here.owner.message.groupBy({ by: ["channel", "threshold"], _count: true, orderBy: { channel: "asc" } }),
  ).toEqual([
    { channel: "EMAIL", threshold: 14, _count: 3 },
    { channel: "SMS", threshold: 10, _count: 3 },
  ]);
});

it("E5: after a stand-still over several thresholds only the tightest is planned, and no rate is exceeded", async () => {
  const here = await world();
  const people = [await reachable(here), await reachable(here), await reachable(here)];
  const { plan, alarms } = planner(here, 0.2);
  here.clock.set(daysBefore(people[0]?.notAfter ?? new Date(), 100));
  await plan();
  here.clock.set(daysBefore(people[0]?.notAfter ?? new Date(), 5));
  expect([await plan(), await plan(), await plan(), await plan()]).toEqual([2, 2, 2, 0]);
  expect((await planned(here)).toSorted()).toEqual([...Array(3).fill("EMAIL 7"), ...Array(3).fill("SMS 10")]);
  expect(alarms).toMatchObject([[{ jumpedSeconds: expect.any(Number) }, expect.any(String)]]);
});

it.each<readonly [string, (here: World, person: TestHolder) => Promise<unknown>, readonly string[]]>([
  [
    "both are revoked",
    ({ owner }, { holderId }) => owner.certificate.updateMany({ where: { holderId }, data: REVOKED }),
    [],
  ],
  [
    "on hold",
    ({ owner }, { holderId }) =>
      owner.certificate.updateMany({ where: { holderId }, data: { ...REVOKED, revocationReason: "CERTIFICATE_HOLD" } }),
    [],
  ],
  ["only the one to sign with is revoked", revokeOne("SIGN"), ["EMAIL 30", "EMAIL 14", "SMS 10", "EMAIL 7"]],
  ["only the one to sign in with is revoked", revokeOne("AUTH"), ["EMAIL 30", "EMAIL 14", "SMS 10", "EMAIL 7"]],
  ["new ones are installed", replace("INSTALLED"), []],
  ["new ones are issued, but not installed", replace("ISSUED"), ["EMAIL 30", "EMAIL 14", "SMS 10", "EMAIL 7"]],
  ["e-mail is switched off", set({ emailNotices: false }), ["SMS 10"]],
  ["notices of expiry are switched off", set({ noticeKindsOff: ["EXPIRY"] }), []],
  [
    "other notices are switched off",
    set({ noticeKindsOff: ["REQUESTS"] }),
    ["EMAIL 30", "EMAIL 14", "SMS 10", "EMAIL 7"],
  ],
  ["there is no address", set({ email: null }), ["SMS 10"]],
  ["there is an address with the request alone, which nobody has confirmed", unconfirmed, ["SMS 10"]],
  [
    "the holder is blocked",
    ({ owner }, { holderId }) => owner.holder.update({ where: { id: holderId }, data: { blockedAt: new Date() } }),
    [],
  ],
])("E6: tells what is right of keys when %s", async (_, change, expected) => {
  const here = await world();
  const person = await reachable(here);
  await change(here, person);
  await everyDay(here, person, planner(here).plan);
  expect(await planned(here)).toEqual(expected);
});

it("E6: an address that comes late gets the tightest notice alone", async () => {
  const here = await world();
  const person = await reachable(here);
  await set({ email: null })(here, person);
  const { plan } = planner(here);
  here.clock.set(daysBefore(person.notAfter, 12));
  await plan();
  await set({ email: "late@example.kz" })(here, person);
  expect([await plan(), await plan()]).toEqual([1, 0]);
  expect(await planned(here)).toEqual(["EMAIL 14"]);
});

it("E8: plans nothing while the time is in doubt, and nothing twice after a clock that went back", async () => {
  const here = await world();
  const person = await reachable(here);
  const { plan, alarms } = planner(here);
  here.clock.set(daysBefore(person.notAfter, 13));
  await plan();
  await here.owner.message.updateMany({ data: { attempts: 1 } });
  here.clock.set(daysBefore(person.notAfter, 43));
  const doubted = { ...here.issuing, registerNow: async () => daysBefore(person.notAfter, 13) };
  await expect(planNotices({ ...doubted, log: { error: () => undefined }, perMinute: MANY })).rejects.toMatchObject({
    code: "CLOCK_WRONG",
  });
  for (const days of [43, 29, 13]) {
    here.clock.set(daysBefore(person.notAfter, days));
    await plan();
  }
  expect(await planned(here)).toEqual(["EMAIL 14"]);
  expect(alarms).toMatchObject(
    [
      [{ jumpedSeconds: -30 * 86_400 }, expect.any(String)],
      [{}, ""],
      [{}, ""],
    ].map(([facts]) => [facts, expect.any(String)]),
  );
  expect(await here.owner.noticePlan.findUniqueOrThrow({ where: { id: 1 } })).toMatchObject({
    jumpedAt: expect.any(Date),
  });
});

it("E8: what a clock ahead by 400 days has planned is no more than the rate allows, and is forgotten unsent", async () => {
  const here = await world();
  const people = [await reachable(here), await reachable(here), await reachable(here)];
  const now = here.clock.now();
  const { plan, alarms } = planner(here, 0.2);
  await plan();
  here.clock.set(new Date((people[0]?.notAfter.getTime() ?? 0) - 20 * DAY_MS));
  expect(await plan()).toBe(2);
  expect(alarms).toHaveLength(1);
  await here.owner.auditEvent.create({ data: { at: now, action: "settings-changed" } });
  here.clock.set(now);
  expect(await plan()).toBe(0);
  expect(await planned(here)).toEqual([]);
  expect(alarms).toHaveLength(2);
});

const REVOKED = { revokedAt: new Date("2026-11-24T00:00:00Z"), revocationReason: "SUPERSEDED" } as const;

function revokeOne(slot: "AUTH" | "SIGN") {
  return ({ owner }: World, { holderId }: TestHolder) =>
    owner.certificate.updateMany({ where: { holderId, slot }, data: REVOKED });
}

function set(data: { email?: string | null; emailNotices?: boolean; noticeKindsOff?: string[] }) {
  return ({ owner }: World, { personId }: TestHolder) => owner.person.update({ where: { id: personId }, data });
}

async function unconfirmed(here: World, person: TestHolder) {
  await set({ email: null })(here, person);
  // as web has written it, past the guard of what was signed
  await here.owner.$executeRaw`ALTER TABLE key_request DISABLE TRIGGER USER`;
  await here.owner.keyRequest.updateMany({ where: { holderId: person.holderId }, data: { email: "typed@example.kz" } });
}

/** A second pair of the same capacity, which ends a year later. */
function replace(state: "ISSUED" | "INSTALLED") {
  return async (here: World, { holderId }: TestHolder) => {
    const person = await here.owner.holder.findUniqueOrThrow({
      where: { id: holderId },
      include: { person: true, organisation: true },
    });
    const before = here.clock.now();
    here.clock.set(new Date(before.getTime() + 300 * DAY_MS));
    const actor = { holderId, ...person.person, ...person, bin: null, organisation: null };
    const keys = { AUTH: newKey().spki, SIGN: newKey().spki };
    await issueFirstKeys(here.founding, actor, { storage: "PERSONAL_COMPUTER", keyAlgorithm: "EC-P256", keys });
    const newest = await here.owner.certificate.findFirstOrThrow({
      where: { holderId },
      orderBy: { notAfter: "desc" },
    });
    if (state === "INSTALLED") await here.owner.keyRequest.update({ where: { id: newest.requestId }, data: { state } });
  };
}
