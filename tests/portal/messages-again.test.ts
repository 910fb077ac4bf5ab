import { expect, it } from "vitest";
import type { Template } from "#platform/prisma/enums.ts";
import type { Actor } from "#portal/actor.ts";
import { MessageFilter } from "#portal/messages/contract.ts";
import { deliverMessages } from "#portal/messages/delivery/deliver-messages.ts";
import { countMessages, listMessages } from "#portal/messages/list-messages.ts";
import { type DeliveryWorld, deliveryWorld } from "#tests/support/delivery.ts";
import { signedIn } from "#tests/support/sign-in.ts";
import { headerOf } from "#tests/support/smtp-peer.ts";
import { call, codeOf, type Visitor } from "#tests/support/visitor.ts";
import { holder } from "#tests/support/world.ts";

const CENTRE = "000140000017";
const HOUR_MS = 3_600_000;
const FACTS = { number: "K7Q2" };

async function desk(here: DeliveryWorld, template: Template = "OPERATOR") {
  const person = await holder(here, { template, bin: CENTRE });
  const actor: Actor = { ...person.actor, certificateId: "" };
  return { actor, browser: await signedIn(here, person) };
}

const again = (browser: Visitor, id: string) =>
  call(browser, "POST /api/operator/messages/[id]/retry", { id, json: {} });

/** What of the outbox the page of an operator shows. */
const shown = async (here: DeliveryWorld, actor: Actor, asked: Readonly<Record<string, string>> = {}) =>
  (await listMessages(here.portal.context, actor, { filter: MessageFilter.parse(asked), cursor: {} })).rows;

/** Queues one and has the server refuse it for good. */
async function givenUp(here: DeliveryWorld, ...queued: Parameters<DeliveryWorld["queue"]>): Promise<string> {
  await here.queue(...queued);
  here.peer.behave("says 550 to RCPT");
  await deliverMessages(here.delivering);
  here.peer.behave("takes");
  return (await here.owner.message.findFirstOrThrow({ orderBy: { id: "desc" } })).id;
}

it("E2: what was given up goes out again at an operator's word, as one message whoever asks, and stays as it was", async () => {
  const here = await deliveryWorld();
  const [one, other] = [await desk(here), await desk(here, "SENIOR_OPERATOR")];
  const id = await givenUp(here, await here.person());
  const before = await here.owner.message.findUniqueOrThrow({ where: { id } });
  expect(before).toMatchObject({ state: "FAILED", lastError: "SMTP_550", sentTo: "a•••@example.kz" });
  expect(await countMessages(here.portal.context, one.actor)).toEqual({ givenUp: 1, waiting: 0, sent: 0 });

  const answers = await Promise.all([one, other, one, other].map(({ browser }) => again(browser, id)));
  expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 409, 409, 409]);
  expect(new Set(answers.map(codeOf))).toEqual(new Set(["", "MESSAGE_SENT_AGAIN"]));
  await deliverMessages(here.delivering);
  expect(here.peer.letters).toHaveLength(1);
  expect(await here.states()).toEqual({ FAILED: 1, SENT: 1 });
  expect(await here.owner.message.findUniqueOrThrow({ where: { id } })).toEqual(before);

  const repeat = await here.owner.message.findUniqueOrThrow({ where: { repeatsId: id } });
  const { kind, channel, personId, facts, address } = before;
  expect(repeat).toMatchObject({ kind, channel, personId, facts, address });
  expect(headerOf(here.peer.letters[0] ?? { raw: "" }, "message-id")).toBe(`<${repeat.id}@tanba.test>`);
  const events = await here.owner.auditEvent.findMany({ where: { action: "message-repeated" } });
  expect(events.map((event) => event.facts)).toEqual([{ message: repeat.id, repeats: id, kind, channel }]);
  expect(await countMessages(here.portal.context, one.actor)).toEqual({ givenUp: 0, waiting: 0, sent: 1 });
  expect(await shown(here, one.actor, { state: "GIVEN_UP" })).toEqual([]);
});

it("E2: an SMS that nobody can tell of goes out again at an operator's word alone", async () => {
  const here = await deliveryWorld({ tells: false });
  await here.queue(await here.person(), "KEYS_ISSUED", { channel: "SMS" });
  here.sms.behave("takes and is lost");
  await deliverMessages(here.delivering);
  here.sms.behave("takes");
  here.later(HOUR_MS);
  await deliverMessages(here.delivering);
  expect([here.sms.sent.length, await here.states()]).toEqual([1, { UNKNOWN: 1 }]);
  const { id } = await here.owner.message.findFirstOrThrow();
  expect((await again((await desk(here)).browser, id)).status).toBe(201);
  await deliverMessages(here.delivering);
  expect([here.sms.sent.length, await here.states()]).toEqual([2, { UNKNOWN: 1, SENT: 1 }]);
});

it("E2, E6: sends again nothing that was sent, waits, proved a person, or has no reason any more", async () => {
  const here = await deliveryWorld();
  const personId = await here.person();
  const off = await here.person({ emailNotices: true });
  const switchedOff = await givenUp(here, off);
  await here.owner.person.update({ where: { id: off }, data: { emailNotices: false } });
  const late = await givenUp(here, personId, "KEYS_ISSUED", {
    expiresAt: new Date(here.clock.now().getTime() + HOUR_MS),
  });
  here.later(HOUR_MS);
  const { actor, browser } = await desk(here);
  const refused = async (id: string) => codeOf(await again(browser, id));
  expect(await refused(switchedOff)).toBe("MESSAGE_WITHOUT_REASON");
  expect(await refused(late)).toBe("MESSAGE_WITHOUT_REASON");

  const link = await givenUp(here, personId, "CONFIRM_EMAIL", { facts: { token: "t" }, address: "new@example.kz" });
  expect(await refused(link)).toBe("MESSAGE_WITHOUT_REASON");
  expect((await shown(here, actor)).filter(({ mayRepeat }) => mayRepeat).map(({ id }) => id)).toEqual([switchedOff]);

  await here.queue(personId);
  const { id: waits } = await here.owner.message.findFirstOrThrow({ where: { state: "QUEUED" } });
  expect(await refused(waits)).toBe("MESSAGE_NOT_GIVEN_UP");
  await deliverMessages(here.delivering);
  expect(await refused(waits)).toBe("MESSAGE_NOT_GIVEN_UP");
  expect(await refused(crypto.randomUUID())).toBe("NOT_FOUND");
  expect(await here.owner.message.count({ where: { repeatsId: { not: null } } })).toBe(0);
  expect(await here.owner.auditEvent.count({ where: { action: "message-repeated" } })).toBe(0);
});

it("E9: shows an operator that something was told, never what, and of its receiver no more than the ends", async () => {
  const here = await deliveryWorld();
  const { actor } = await desk(here);
  const personId = await here.person({ surname: "=1+1<script>" });
  await here.queue(personId, "CODE", { channel: "SMS", facts: { code: "482915", number: "K7Q2", purpose: "REISSUE" } });
  await here.queue(personId, "REQUEST_SUBMITTED", { facts: FACTS });
  await deliverMessages(here.delivering);
  await here.queue(personId, "EMAIL_CHANGED", { address: "old@example.kz", facts: {} });
  const { iin } = await here.owner.person.findUniqueOrThrow({ where: { id: personId } });
  const rows = await shown(here, actor);
  expect(rows.map(({ kind, state, sentTo, number }) => [kind, state, sentTo, number]).toSorted()).toEqual([
    ["CODE", "SENT", `+7 ••• ••• •• ${iin.slice(-2)}`, undefined],
    ["EMAIL_CHANGED", "QUEUED", null, undefined],
    ["REQUEST_SUBMITTED", "SENT", "a•••@example.kz", "K7Q2"],
  ]);
  expect(rows[0]?.person).toEqual({ name: "=1+1<script> Айгүл", iinEnd: iin.slice(-4) });
  expect(JSON.stringify(rows)).not.toMatch(new RegExp(`482915|aigul|old@|${iin}|REISSUE`));
});

it("finds messages by state, channel, kind and day, and turns their pages both ways", async () => {
  const here = await deliveryWorld();
  const { actor } = await desk(here);
  const personId = await here.person();
  await here.queue(personId, "KEYS_ISSUED", { channel: "SMS" });
  here.later(48 * HOUR_MS);
  for (let made = 0; made < 30; made++) await here.queue(personId);
  const day = here.clock.now().toISOString().slice(0, 10);
  const list = async (cursor: { after?: string | undefined; before?: string | undefined }) =>
    listMessages(here.portal.context, actor, { filter: MessageFilter.parse({}), cursor });
  const first = await list({});
  const second = await list({ after: first.next });
  expect([first.rows.length, second.rows.length, second.next]).toEqual([25, 6, undefined]);
  expect(second.rows.at(-1)?.kind).toBe("KEYS_ISSUED");
  expect((await list({ before: second.previous })).rows).toEqual(first.rows);
  const asks: readonly Readonly<Record<string, string>>[] = [
    { channel: "SMS" },
    { kind: "KEYS_ISSUED" },
    { to: day, kind: "KEYS_ISSUED" },
  ];
  for (const asked of asks) {
    expect(
      (await shown(here, actor, asked)).map(({ kind }) => kind),
      JSON.stringify(asked),
    ).toEqual(["KEYS_ISSUED"]);
  }
  expect(await shown(here, actor, { from: day, channel: "SMS" })).toEqual([]);
  expect(await shown(here, actor, { state: "FAILED" })).toEqual([]);
  // what cannot be read is as if it were not there
  expect(await shown(here, actor, { state: "WHATEVER", from: "yesterday" })).toHaveLength(25);
  for (const template of ["AUDITOR", "ADMINISTRATOR", "FIRST_HEAD"] as const) {
    await expect(shown(here, { ...actor, template })).toRejectWithCode("FORBIDDEN");
    await expect(countMessages(here.portal.context, { ...actor, template })).toRejectWithCode("FORBIDDEN");
  }
});
