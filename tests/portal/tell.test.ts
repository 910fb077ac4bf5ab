import { expect, it } from "vitest";
import { planReminders } from "#portal/notices/requests/plan-reminders.ts";
import { expireUnconfirmed } from "#portal/requests/expire-unconfirmed.ts";
import { issueConfirmed } from "#portal/requests/issue-confirmed.ts";
import { applyOrders } from "#portal/revocation/apply-orders.ts";
import { decide } from "#tests/support/decide.ts";
import { submit } from "#tests/support/reissue.ts";
import { named, revoke } from "#tests/support/revocation.ts";
import { signedIn } from "#tests/support/sign-in.ts";
import { call } from "#tests/support/visitor.ts";
import { holder, type TestHolder, type World, world } from "#tests/support/world.ts";

const DAY_MS = 86_400_000;
const OTHER_BIN = "150940999028";

async function office() {
  const here = await world();
  const manager = await holder(here, { template: "FIRST_HEAD" });
  const employee = await holder(here);
  await holder(here, { template: "HR" });
  await holder(here, { template: "FIRST_HEAD", bin: OTHER_BIN });
  return { here, manager, employee, desk: await signedIn(here, employee), own: await signedIn(here, manager) };
}

/** Codes are asked for at each signature, and are no news. */
const NEWS = { where: { kind: { not: "CODE" } } } as const;

/** Who was told what since the last look. */
function newsOf({ owner }: World) {
  const seen = new Set<string>();
  return async (...people: readonly TestHolder[]) => {
    const rows = await owner.message.findMany({ ...NEWS, orderBy: [{ createdAt: "asc" }, { kind: "asc" }] });
    const fresh = rows.filter(({ id }) => !seen.has(id));
    for (const { id } of fresh) seen.add(id);
    return fresh.map(({ kind, personId, facts }) => [
      people.findIndex((one) => one.personId === personId),
      kind,
      facts,
    ]);
  };
}

it("tells the employee and the senior manager each step of a request, and nobody else", async () => {
  const { here, manager, employee, desk, own } = await office();
  const news = newsOf(here);
  const who = () => news(employee, manager);
  const { number } = await submit(desk, employee);
  const applicant = "Серікова Айгүл Нұрланқызы";
  expect(await who()).toEqual([
    [1, "REQUEST_WAITING", { number, applicant }],
    [0, "REQUEST_SUBMITTED", { number }],
  ]);
  await decide(own, manager, number);
  expect(await who()).toEqual([[0, "REQUEST_CONFIRMED", { number }]]);
  await issueConfirmed(here.issuing);
  expect(await who()).toEqual([[0, "KEYS_ISSUED", { number }]]);
  await call(desk, "POST /api/requests/[number]/installation", { number, json: {} });
  expect(await who()).toEqual([[0, "KEYS_INSTALLED", { number }]]);
  const jobs = await here.owner
    .$queryRaw`SELECT key FROM graphile_worker.jobs WHERE task_identifier = 'deliver-messages'`;
  expect(jobs).toEqual([{ key: "deliver-messages" }]);
});

it("tells the employee why the senior manager refused", async () => {
  const { here, manager, employee, desk, own } = await office();
  const { number } = await submit(desk, employee);
  await decide(own, manager, number, { verdict: "REFUSE", reason: "Ол жұмыстан кетті" });
  const refused = await here.owner.message.findFirstOrThrow({ where: { kind: "REQUEST_REFUSED" } });
  expect(refused).toMatchObject({ personId: employee.personId, facts: { number, reason: "Ол жұмыстан кетті" } });
});

it("tells the employee that nobody confirmed in time, once, whoever ends the request", async () => {
  const { here, employee, desk } = await office();
  const { number } = await submit(desk, employee);
  here.clock.set(new Date(here.clock.now().getTime() + 31 * DAY_MS));
  await Promise.all([expireUnconfirmed(here.issuing), expireUnconfirmed(here.issuing)]);
  const ended = await here.owner.message.findMany({ where: { kind: "REQUEST_ENDED" } });
  expect(ended.map(({ personId, facts }) => [personId, facts])).toEqual([
    [employee.personId, { number, reason: "EXPIRED" }],
  ]);
});

it("tells the holder of revoked keys, one letter a pair, and that what they had signed has ended", async () => {
  const { here, manager, employee, desk, own } = await office();
  const { number } = await submit(desk, employee);
  const news = newsOf(here);
  await news();
  const certificates = [named(employee, "AUTH"), named(employee, "SIGN")];
  expect((await revoke(own, manager, certificates, { reason: "AFFILIATION_CHANGED" })).status).toBe(202);
  await applyOrders(here.issuing);
  await applyOrders(here.issuing);
  const sign = await here.owner.certificate.findFirstOrThrow({ where: { holderId: employee.holderId, slot: "SIGN" } });
  expect(await news(employee, manager)).toEqual([
    [0, "CERTIFICATE_REVOKED", { serial: sign.serial, reason: "AFFILIATION_CHANGED" }],
    [0, "REQUEST_ENDED", { number, reason: "CERTIFICATE_REVOKED" }],
  ]);
});

it("tells nobody of the first keys of the demonstration", async () => {
  const { here } = await office();
  expect(await here.owner.message.count(NEWS)).toBe(0);
});

it("tells the senior manager each morning what has waited since before, and three days before it expires", async () => {
  const { here, manager, employee, desk } = await office();
  const { number } = await submit(desk, employee);
  const filed = here.clock.now();
  const news = newsOf(here);
  await news();
  const at = async (days: number) => {
    here.clock.set(new Date(filed.getTime() + days * DAY_MS));
    await Promise.all([planReminders(here.issuing), planReminders(here.issuing)]);
    return news(employee, manager);
  };
  expect(await at(0.5)).toEqual([]);
  expect(await at(1)).toEqual([[1, "WAITING_DIGEST", { waiting: 1 }]]);
  expect(await at(1.4)).toEqual([]);
  expect(await at(2)).toEqual([[1, "WAITING_DIGEST", { waiting: 1 }]]);
  const expiresAt = new Date(filed.getTime() + 30 * DAY_MS).toISOString();
  expect(await at(27.5)).toEqual([
    [1, "WAITING_REMINDER", { number, applicant: "Серікова Айгүл Нұрланқызы", expiresAt }],
    [1, "WAITING_DIGEST", { waiting: 1 }],
  ]);
  expect((await at(28.5)).map(([, kind]) => kind)).toEqual(["WAITING_DIGEST"]);
  expect(await at(31)).toEqual([]);
});

it("tells nobody of a request that was not kept", async () => {
  const { here, employee, desk } = await office();
  await submit(desk, employee);
  const before = await here.owner.message.count(NEWS);
  const again = await submit(desk, employee);
  expect(again.status).toBe(409);
  expect(await here.owner.message.count(NEWS)).toBe(before);
});
