import PostalMime from "postal-mime";
import { expect, it } from "vitest";
import { deliverMessages } from "#portal/messages/delivery/deliver-messages.ts";
import { TRIES_MAX } from "#portal/messages/delivery/next-try.ts";
import { askReceipts } from "#portal/messages/receipts/ask-receipts.ts";
import { deliveryWorld, timesById } from "#tests/support/delivery.ts";
import { headerOf, type SmtpFault } from "#tests/support/smtp-peer.ts";

const HOUR_MS = 3_600_000;

it("sends a letter in the receiver's language as it is when it is sent, under the number that it keeps", async () => {
  const here = await deliveryWorld();
  const personId = await here.person({ language: "kk" });
  await here.queue(personId);
  await here.owner.person.update({ where: { id: personId }, data: { language: "ru", email: "new@example.kz" } });
  expect(await deliverMessages(here.delivering)).toBe(1);
  const [letter] = here.peer.letters;
  const { id, state, sentAt } = await here.owner.message.findFirstOrThrow();
  expect([letter?.recipients, state, sentAt]).toEqual([["new@example.kz"], "SENT", here.clock.now()]);
  expect(headerOf(letter ?? { raw: "" }, "message-id")).toBe(`<${id}@tanba.test>`);
  const { subject, text } = await PostalMime.parse(Buffer.from(letter?.raw ?? "", "latin1"));
  expect(subject).toContain("Заявка");
  expect(text).toContain("https://tanba.test/ru/account/requests/K7Q2");
  expect(await deliverMessages(here.delivering)).toBe(0);
});

it.each<readonly [SmtpFault, string]>([
  ["says 451 to RCPT", "SMTP_451"],
  ["greets with 421", "SMTP_421"],
  ["is cut before DATA", "SMTP_ECONNECTION"],
  ["is silent", "SMTP_ETIMEDOUT"],
])("E3: tries again, later and later, while the server %s, and loses nothing", async (fault, error) => {
  const here = await deliveryWorld();
  await here.queue(await here.person());
  here.peer.behave(fault);
  const waits: number[] = [];
  for (let tries = 0; tries < 4; tries++) {
    await deliverMessages(here.delivering);
    const { state, lastError, dueAt } = await here.owner.message.findFirstOrThrow();
    expect([state, lastError]).toEqual(["QUEUED", error]);
    const wait = dueAt.getTime() - here.clock.now().getTime();
    waits.push(wait);
    here.later(wait - 1);
    expect(await deliverMessages(here.delivering)).toBe(0);
    here.later(1);
  }
  for (const [tries, wait] of waits.entries()) {
    expect(wait).toBeGreaterThanOrEqual(7_500 * 2 ** tries);
    expect(wait).toBeLessThanOrEqual(12_500 * 2 ** tries);
  }
  here.peer.behave("takes");
  await deliverMessages(here.delivering);
  expect(await here.states()).toEqual({ SENT: 1 });
  expect(timesById(here.peer).size).toBe(1);
});

it("E3: what is refused for ever, or for too long, stays in sight and is told to an operator", async () => {
  const here = await deliveryWorld();
  const personId = await here.person();
  await here.queue(personId);
  here.peer.behave("says 550 to RCPT");
  await deliverMessages(here.delivering);
  await here.queue(personId);
  await here.owner.message.updateMany({ where: { state: "QUEUED" }, data: { attempts: TRIES_MAX - 1 } });
  here.peer.behave("says 451 to RCPT");
  await deliverMessages(here.delivering);
  const rows = await here.owner.message.findMany({ orderBy: { id: "asc" } });
  expect(rows.map(({ state, lastError }) => [state, lastError])).toEqual([
    ["FAILED", "SMTP_550"],
    ["FAILED", "SMTP_451"],
  ]);
  expect(here.alarms).toHaveLength(2);
  expect(JSON.stringify(here.alarms)).not.toContain("example.kz");
});

it("E2, E3: a letter whose answer was lost goes once more under the same number, and then stays in sight", async () => {
  const here = await deliveryWorld();
  await here.queue(await here.person());
  here.peer.behave("is cut after DATA");
  await deliverMessages(here.delivering);
  expect(await here.owner.message.findFirstOrThrow()).toMatchObject({
    ...{ state: "QUEUED", doubts: 1, lastError: "SMTP_ECONNECTION LOST" },
  });
  for (let tries = 0; tries < 3; tries++) {
    here.later(HOUR_MS);
    await deliverMessages(here.delivering);
  }
  expect(await here.owner.message.findFirstOrThrow()).toMatchObject({ state: "UNKNOWN", doubts: 2, attempts: 2 });
  expect([...timesById(here.peer).values()]).toEqual([2]);
  expect(here.alarms).toHaveLength(1);
});

it.each([
  ["before a letter began to go out", null, { SENT: 1 }, 1],
  ["twice while one went out", new Date(0), { UNKNOWN: 1 }, 0],
])("E2: a worker that ended %s counts as what it was", async (_, handedAt, states, letters) => {
  const here = await deliveryWorld();
  await here.queue(await here.person());
  const data = { state: "SENDING", attempts: 7, doubts: 1, leasedUntil: here.clock.now(), handedAt } as const;
  await here.owner.message.updateMany({ data });
  await deliverMessages(here.delivering);
  expect([await here.states(), here.peer.letters.length]).toEqual([states, letters]);
});

it("E2: a worker so slow that another has taken its letter sends nothing", async () => {
  const here = await deliveryWorld();
  await here.queue(await here.person());
  const { mailer } = here.delivering;
  const send: typeof mailer.send = async (letter, onHanding) => {
    await here.owner.message.updateMany({ data: { attempts: 2 } });
    return mailer.send(letter, onHanding);
  };
  await deliverMessages({ ...here.delivering, mailer: { ...mailer, send } });
  expect([here.peer.letters.length, await here.states()]).toEqual([0, { SENDING: 1 }]);
});

it("E2: sends an SMS whose answer was lost no second time", async () => {
  const here = await deliveryWorld();
  const personId = await here.person();
  await here.queue(personId, "KEYS_ISSUED", { channel: "SMS" });
  here.sms.behave("takes and is lost");
  await deliverMessages(here.delivering);
  expect(await here.states()).toEqual({ QUEUED: 1 });
  here.sms.behave("takes");
  here.later(HOUR_MS);
  await deliverMessages(here.delivering);
  expect([here.sms.sent.length, await here.states()]).toEqual([1, { SENT: 1 }]);
  here.later(HOUR_MS);
  await askReceipts(here.delivering);
  expect(await here.states()).toEqual({ DELIVERED: 1 });
});

it("E2: sends an SMS again that was lost before it arrived, once", async () => {
  const here = await deliveryWorld();
  await here.queue(await here.person(), "KEYS_ISSUED", { channel: "SMS" });
  here.sms.behave("is lost");
  await deliverMessages(here.delivering);
  here.sms.behave("takes");
  here.later(HOUR_MS);
  await deliverMessages(here.delivering);
  expect(here.sms.sent.map(({ to, text }) => [to, text])).toEqual([
    [expect.stringMatching(/^\+7700/), expect.any(String)],
  ]);
});

it("E3: the silence of the register of citizens delays an SMS and loses none", async () => {
  const here = await deliveryWorld();
  await here.queue(await here.person(), "KEYS_ISSUED", { channel: "SMS" });
  const findPerson = async () => ({ kind: "UNAVAILABLE" }) as const;
  await deliverMessages({ ...here.delivering, citizens: { ...here.delivering.citizens, findPerson } });
  expect(await here.owner.message.findFirstOrThrow()).toMatchObject({
    state: "QUEUED",
    lastError: "REGISTRY_UNAVAILABLE",
  });
  here.later(HOUR_MS);
  await deliverMessages(here.delivering);
  expect([here.sms.sent.length, await here.states()]).toEqual([1, { SENT: 1 }]);
});

it("E2: leaves an SMS whose answer was lost to a human where nobody can tell", async () => {
  const here = await deliveryWorld({ tells: false });
  await here.queue(await here.person(), "KEYS_ISSUED", { channel: "SMS" });
  here.sms.behave("takes and is lost");
  await deliverMessages(here.delivering);
  here.later(HOUR_MS);
  await deliverMessages(here.delivering);
  expect([here.sms.sent.length, await here.states(), here.alarms.length]).toEqual([1, { UNKNOWN: 1 }, 1]);
});

it("E9: keeps no code and no token of what is settled", async () => {
  const here = await deliveryWorld();
  const personId = await here.person();
  const code = { code: "482915", purpose: "REISSUE" };
  await here.queue(personId, "CODE", { channel: "SMS", facts: code });
  await here.queue(personId, "CONFIRM_EMAIL", { facts: { token: "secret" }, address: "new@example.kz" });
  await here.queue(personId, "CODE", { channel: "SMS", facts: code, expiresAt: here.clock.now() });
  await deliverMessages(here.delivering);
  expect(here.sms.sent.map(({ text }) => text)).toEqual([
    expect.stringMatching(/^482915 .*\n\n@tanba\.test #482915$/s),
  ]);
  expect(here.peer.letters.map(({ recipients }) => recipients)).toEqual([["new@example.kz"]]);
  expect(await here.states()).toEqual({ SENT: 2, DROPPED: 1 });
  expect(JSON.stringify(await here.owner.message.findMany())).not.toMatch(/482915|secret/);
});

it("E5: no more goes out in any minute than the rate allows, whoever sends, and a code does not wait", async () => {
  const here = await deliveryWorld({ perMinute: 10 });
  const personId = await here.person();
  for (let made = 0; made < 30; made++) await here.queue(personId);
  const both = () => Promise.all([deliverMessages(here.delivering), deliverMessages(here.delivering)]);
  await both();
  expect(here.peer.letters).toHaveLength(9);
  await here.queue(personId, "CODE", { channel: "SMS", facts: { code: "1", purpose: "REISSUE" } });
  await both();
  expect([here.peer.letters.length, here.sms.sent.length]).toEqual([9, 1]);
  here.later(59_999);
  await both();
  expect(here.peer.letters).toHaveLength(9);
  here.later(2);
  await both();
  expect(here.peer.letters).toHaveLength(18);
});

it("E8: a clock that went back stops nothing and sends nothing again", async () => {
  const here = await deliveryWorld();
  const personId = await here.person();
  await here.queue(personId);
  await deliverMessages(here.delivering);
  await here.queue(personId);
  await here.owner.message.updateMany({
    where: { state: "QUEUED" },
    data: {
      state: "SENDING",
      attempts: 1,
      takenAt: here.clock.now(),
      leasedUntil: new Date(here.clock.now().getTime() + 300_000),
    },
  });
  here.later(-30 * 24 * HOUR_MS);
  await here.queue(personId);
  await deliverMessages(here.delivering);
  expect(await here.states()).toEqual({ SENT: 3 });
  expect([...timesById(here.peer).values()]).toEqual([1, 1, 1]);
});

it.each<readonly [string, Parameters<Awaited<ReturnType<typeof deliveryWorld>>["person"]>[0], string, string]>([
  ["an address", { email: null }, "REQUEST_SUBMITTED", "NO_ADDRESS"],
  ["notices that are switched on", { emailNotices: false }, "REQUEST_SUBMITTED", "SWITCHED_OFF"],
  ["a request that waits", {}, "WAITING_REMINDER", "DECIDED"],
])("E6: sends nothing without %s", async (_, wish, kind, reason) => {
  const here = await deliveryWorld();
  await here.queue(await here.person(wish), kind as "REQUEST_SUBMITTED");
  await deliverMessages(here.delivering);
  expect(here.peer.letters).toEqual([]);
  expect(await here.owner.message.findFirstOrThrow()).toMatchObject({ state: "DROPPED", lastError: reason });
});

it("E6: a letter about security goes out though notices are switched off", async () => {
  const here = await deliveryWorld();
  await here.queue(await here.person({ emailNotices: false }), "KEYS_INSTALLED");
  await deliverMessages(here.delivering);
  expect(await here.states()).toEqual({ SENT: 1 });
});
