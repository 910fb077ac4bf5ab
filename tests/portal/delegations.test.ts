import { expect, it } from "vitest";
import { listWaiting } from "#portal/approvals/list-waiting.ts";
import { openForDecision } from "#portal/approvals/open.ts";
import { openPast } from "#portal/approvals/person/open-past.ts";
import { waitingFor } from "#portal/approvals/waiting-for.ts";
import { listKeys } from "#portal/certificates/list.ts";
import { openCertificate } from "#portal/certificates/open.ts";
import { openPolicy } from "#portal/confirmations/open-policy.ts";
import { isAlone } from "#portal/delegations/is-alone.ts";
import { planReminders } from "#portal/notices/requests/plan-reminders.ts";
import { issueConfirmed } from "#portal/requests/issue-confirmed.ts";
import { findActor } from "#portal/sign-in/find-actor.ts";
import { setConfirmations } from "#tests/support/confirmations.ts";
import { later, request } from "#tests/support/confirmed.ts";
import { decide } from "#tests/support/decide.ts";
import { delegate, delegationBody, type GivingWish, withdraw, withdrawalBody } from "#tests/support/delegations.ts";
import { plant } from "#tests/support/one-confirmed.ts";
import { submit } from "#tests/support/reissue.ts";
import { named, revoke } from "#tests/support/revocation.ts";
import { signedIn } from "#tests/support/sign-in.ts";
import { call, codeOf, type Visitor } from "#tests/support/visitor.ts";
import { holder, type TestHolder, type World, world } from "#tests/support/world.ts";

/** A company with a first head, one who may sign for it, and an employee; and who has signed in. */
async function scene() {
  const portal = await world();
  const head = await holder(portal, { template: "FIRST_HEAD" });
  const deputy = await holder(portal, { template: "RIGHT_TO_SIGN" });
  const employee = await holder(portal);
  return { portal, head, deputy, employee, office: await signedIn(portal, head), desk: await signedIn(portal, deputy) };
}

const filed = async (portal: World, applicant: TestHolder) =>
  (await submit(await signedIn(portal, applicant), applicant)).number;

/** Who is signed in with this browser, as the pages ask it. */
async function actorOf({ world: { portal }, cookies }: Visitor) {
  const token = [...cookies].find(([name]) => name.endsWith("session"))?.[1] ?? "";
  const actor = await findActor(portal.context, token);
  if (!actor) throw new Error("nobody is signed in");
  return actor;
}

const NEW_REQUESTS = { tab: "waiting", cursor: {} } as const;

it("B11: whom a first head gives the right confirms at once, and the worker issues on that word, whatever their name is by then", async () => {
  const { portal, head, deputy, employee, office, desk } = await scene();
  const { context } = portal.portal;
  const number = await filed(portal, employee);
  expect(codeOf(await decide(desk, deputy, number))).toBe("FORBIDDEN");
  expect((await delegate(office, head, deputy)).status).toBe(204);

  const actor = await actorOf(desk);
  expect(actor.decidesFor).toEqual(["HR", "EMPLOYEE"]);
  expect((await listWaiting(context, actor, NEW_REQUESTS)).rows.map((row) => row.number)).toEqual([number]);
  expect(await waitingFor(context, actor)).toEqual({ count: 1, more: false });
  expect((await openForDecision(context, actor, number)).own).toBe(false);
  expect((await decide(desk, deputy, number)).status).toBe(204);
  const { personId } = await portal.owner.holder.findUniqueOrThrow({ where: { id: deputy.holderId } });
  await portal.owner.person.update({ where: { id: personId }, data: { surname: "Жаңатегова" } });
  expect(await issueConfirmed(portal.issuing)).toBe(1);
  expect(await request(portal, number)).toMatchObject({ state: "ISSUED" });
  const told = await portal.owner.auditEvent.findMany({
    where: { action: { in: ["delegation-given", "request-confirmed"] } },
  });
  expect(told.map(({ action, actorId }) => [action, actorId])).toEqual([
    ["delegation-given", head.holderId],
    ["request-confirmed", deputy.holderId],
  ]);
});

it("a first head is told to be the only one who can confirm, until somebody else has the right and keys, and again after", async () => {
  const { portal, head, deputy, office } = await scene();
  const { context } = portal.portal;
  const actor = await actorOf(office);
  expect(await isAlone(context, actor)).toBe(true);
  await delegate(office, head, deputy);
  expect(await isAlone(context, actor)).toBe(false);
  await withdraw(office, head, deputy);
  expect(await isAlone(context, actor)).toBe(true);
  await holder(portal, { template: "FIRST_HEAD" });
  expect(await isAlone(context, actor)).toBe(false);
});

it("B8, B11, B12: a delegate decides on nothing but others' requests of the kinds given, and gets nothing else of a manager's", async () => {
  const { portal, head, deputy, employee, office, desk } = await scene();
  const { context } = portal.portal;
  await delegate(office, head, deputy, { kinds: ["EMPLOYEE", "RIGHT_TO_SIGN"] });
  const hr = await holder(portal, { template: "HR" });
  const stranger = await holder(portal, { bin: "150940999028" });
  const [own, others, elsewhere] = [
    await filed(portal, deputy),
    await filed(portal, hr),
    await filed(portal, stranger),
  ];
  const number = await filed(portal, employee);

  const actor = await actorOf(desk);
  expect(codeOf(await decide(desk, deputy, own))).toBe("OWN_REQUEST");
  for (const foreign of [others, elsewhere, await filed(portal, head)]) {
    expect(codeOf(await decide(desk, deputy, foreign))).toBe("NOT_FOUND");
    await expect(openForDecision(context, actor, foreign)).toRejectWithCode("NOT_FOUND");
  }
  expect((await listWaiting(context, actor, NEW_REQUESTS)).rows.map((row) => row.number)).toEqual([number]);
  expect(await openPast(context, actor, number)).toEqual({ requests: [] });

  await expect(openPolicy(context, actor)).toRejectWithCode("FORBIDDEN");
  await expect(listKeys(context, actor, { scope: "staff", filter: {}, cursor: {} })).toRejectWithCode("FORBIDDEN");
  await expect(openCertificate(context, actor, named(employee).serial)).toRejectWithCode("NOT_FOUND");
  expect(codeOf(await setConfirmations(desk, deputy, 1))).toBe("FORBIDDEN");
  expect(codeOf(await revoke(desk, deputy, [named(employee)]))).toBe("NOT_FOUND");
  expect(codeOf(await delegate(desk, deputy, hr))).toBe("FORBIDDEN");
  const { id, json } = await withdrawalBody(desk, deputy, deputy);
  expect(codeOf(await call(desk, "POST /api/delegations/[id]/withdrawal", { id, json }))).toBe("FORBIDDEN");
  expect(await portal.owner.delegation.count({ where: { withdrawnAt: null } })).toBe(1);
});

it("B11: the right begins with its first day in Almaty and ends with its last, to the second", async () => {
  const { portal, head, deputy, office } = await scene();
  await delegate(office, head, deputy, { from: "2026-11-24", last: "2026-11-25" });
  const mayThen = async (at: string) => {
    portal.clock.set(new Date(at));
    return (await actorOf(await signedIn(portal, deputy))).decidesFor !== null;
  };
  expect(await mayThen("2026-11-23T18:59:59Z")).toBe(false);
  expect(await mayThen("2026-11-23T19:00:00Z")).toBe(true);
  const number = await filed(portal, await holder(portal));
  expect(await mayThen("2026-11-25T18:59:59Z")).toBe(true);
  expect((await decide(await signedIn(portal, deputy), deputy, number)).status).toBe(204);
  const late = await filed(portal, await holder(portal));
  const browser = await signedIn(portal, deputy);
  expect(await mayThen("2026-11-25T19:00:00Z")).toBe(false);
  expect(codeOf(await decide(browser, deputy, late))).toBe("FORBIDDEN");
  // what was confirmed in time is issued
  expect(await issueConfirmed(portal.issuing)).toBe(1);
});

it("B11: a right that is withdrawn is gone at once, once, and what was confirmed by it is issued", async () => {
  const { portal, head, deputy, employee, office, desk } = await scene();
  await delegate(office, head, deputy);
  await decide(desk, deputy, await filed(portal, employee));
  const other = await filed(portal, await holder(portal));
  later(portal, 1000);
  const stranger = await holder(portal, { template: "FIRST_HEAD", bin: "150940999028" });
  expect(codeOf(await withdraw(await signedIn(portal, stranger), stranger, deputy))).toBe("NOT_FOUND");
  expect((await withdraw(office, head, deputy)).status).toBe(204);
  expect(codeOf(await withdraw(office, head, deputy))).toBe("DELEGATION_OVER");
  expect((await actorOf(desk)).decidesFor).toBe(null);
  expect(codeOf(await decide(desk, deputy, other))).toBe("FORBIDDEN");
  expect(await issueConfirmed(portal.issuing)).toBe(1);
  expect(await portal.owner.auditEvent.count({ where: { action: "delegation-withdrawn" } })).toBe(1);
});

/** What ends a right although its last day is not over. */
const ENDED: readonly (readonly [name: string, sql: (head: string, deputy: string) => string])[] = [
  [
    "the key that gave it is revoked",
    (head) => `UPDATE certificate SET revoked_at = now(), revocation_reason = 'SUPERSEDED' WHERE holder_id = '${head}'`,
  ],
  ["who gave it is first head no more", (head) => `UPDATE holder SET template = 'EMPLOYEE' WHERE id = '${head}'`],
  ["who gave it is blocked", (head) => `UPDATE holder SET blocked_at = now() WHERE id = '${head}'`],
  [
    "who has it has another capacity now",
    (_, deputy) => `UPDATE holder SET template = 'FINANCIAL_SIGNATURE' WHERE id = '${deputy}'`,
  ],
];

it("B11, B16: a right holds no more when its giver's key or role, or its holder's role, is gone, for web and for the worker", async () => {
  const portal = await world();
  const numbers: string[] = [];
  for (const [at, [name, sql]] of ENDED.entries()) {
    const bin = `15094099902${at}`;
    const head = await holder(portal, { template: "FIRST_HEAD", bin });
    const deputy = await holder(portal, { template: "HR", bin });
    const [office, desk] = [await signedIn(portal, head), await signedIn(portal, deputy)];
    await delegate(office, head, deputy);
    const number = await filed(portal, await holder(portal, { bin }));
    expect((await decide(desk, deputy, number)).status).toBe(204);
    await plant(portal, sql(head.holderId, deputy.holderId));
    expect((await actorOf(desk)).decidesFor, name).toBe(null);
    numbers.push(number);
  }
  await issueConfirmed(portal.issuing);
  for (const number of numbers)
    expect(await request(portal, number)).toMatchObject({ state: "REJECTED", rejectedFor: "FORBIDDEN" });
});

it("B11: nobody but a first head gives the right to confirm", async () => {
  const { portal, deputy } = await scene();
  for (const template of ["EMPLOYEE", "HR", "RIGHT_TO_SIGN", "FINANCIAL_SIGNATURE", "ADMINISTRATOR"] as const) {
    const other = await holder(portal, { template });
    expect(codeOf(await delegate(await signedIn(portal, other), other, deputy)), template).toBe("FORBIDDEN");
  }
  expect(await portal.owner.delegation.count()).toBe(0);
});

const WRONG: readonly (readonly [string, GivingWish, string])[] = [
  ["from yesterday on", { from: "2026-11-22" }, "DELEGATION_DATES"],
  ["that ends before it begins", { from: "2026-11-25", last: "2026-11-24" }, "DELEGATION_DATES"],
  ["for longer than a year", { from: "2026-11-23", last: "2027-11-23" }, "DELEGATION_DATES"],
  ["for longer than its key lasts", { from: "2026-12-23", last: "2027-12-22" }, "DELEGATION_DATES"],
  ["for a first head's keys", { kinds: ["FIRST_HEAD"] }, "INPUT_INVALID"],
  ["for one kind twice", { kinds: ["HR", "HR"] }, "INPUT_INVALID"],
  ["signed with the key for signing in", { slot: "AUTH" }, "SIGNATURE_NOT_YOURS"],
  [
    "that says something else",
    { text: (text) => text.replace("kinds: EMPLOYEE, HR", "kinds: HR") },
    "SIGNATURE_REFUSED",
  ],
  ["with a challenge for something else", { purpose: "CONFIRMATIONS" }, "CHALLENGE_REFUSED"],
];

it("B11: refuses a right that may not be, or to whom nobody may give it, and takes a word once", async () => {
  const { portal, head, deputy, employee, office } = await scene();
  for (const [name, wish, code] of WRONG) expect(codeOf(await delegate(office, head, deputy, wish)), name).toBe(code);
  const elsewhere = await holder(portal, { template: "HR", bin: "150940999028" });
  const oneself = await holder(portal, { template: "HR", iin: head.actor.iin });
  for (const nobody of [employee, elsewhere, oneself])
    expect(codeOf(await delegate(office, head, nobody))).toBe("NOT_FOUND");
  expect(await portal.owner.delegation.count()).toBe(0);

  const { json } = await delegationBody(office, head, deputy, { last: "2027-11-22" });
  expect(codeOf(await call(office, "POST /api/delegations", { json: { ...json, kinds: [] } }))).toBe("INPUT_INVALID");
  expect((await call(office, "POST /api/delegations", { json })).status).toBe(204);
  expect(codeOf(await call(office, "POST /api/delegations", { json }))).toBe("CHALLENGE_REFUSED");
});

it("B13: a delegate is one of those who can confirm, and is told what waits as they are", async () => {
  const { portal, head, deputy, employee, office } = await scene();
  expect(codeOf(await setConfirmations(office, head, 2))).toBe("TOO_FEW_MANAGERS");
  await delegate(office, head, deputy, { kinds: ["EMPLOYEE"] });
  expect((await setConfirmations(office, head, 2)).status).toBe(204);
  await portal.owner.organisation.updateMany({ data: { confirmations: 2 } });

  const number = await filed(portal, employee);
  await filed(portal, await holder(portal, { template: "FINANCIAL_SIGNATURE" }));
  later(portal, 86_400_000);
  await planReminders(portal.issuing);
  const kinds = async ({ personId }: TestHolder) =>
    (await portal.owner.message.findMany({ where: { personId, kind: { in: ["REQUEST_WAITING", "WAITING_DIGEST"] } } }))
      .map(({ kind, facts }) => [kind, Object(facts).waiting])
      .toSorted();
  expect(await kinds(deputy)).toEqual([
    ["REQUEST_WAITING", undefined],
    ["WAITING_DIGEST", 1],
  ]);
  expect(await kinds(head)).toEqual([
    ["REQUEST_WAITING", undefined],
    ["REQUEST_WAITING", undefined],
    ["WAITING_DIGEST", 2],
  ]);

  const [first, second] = [await signedIn(portal, head), await signedIn(portal, deputy)];
  expect((await decide(first, head, number)).status).toBe(204);
  expect(await issueConfirmed(portal.issuing)).toBe(0);
  expect((await decide(second, deputy, number)).status).toBe(204);
  expect(await issueConfirmed(portal.issuing)).toBe(1);
});
