import { expect, it, onTestFinished } from "vitest";
import type { Letter } from "#platform/post/gateways.ts";
import { smtpMailer } from "#platform/post/smtp-mailer.ts";
import { headerOf, headersOf, type SmtpFault, startSmtpPeer } from "#tests/support/smtp-peer.ts";

const LETTER: Letter = {
  messageId: "<0190@tanba.kz>",
  to: "aigul@example.kz",
  language: "kk",
  subject: "ЭЦҚ кілттеріңіздің мерзімі аяқталады",
  text: "Сәлеметсіз бе!\n.\nЕкінші жол\n",
  html: "<p>Сәлеметсіз бе!</p>",
  calendar: "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n",
};

async function mailerTo() {
  const peer = await startSmtpPeer();
  const from = { name: "Tańba", address: "no-reply@tanba.kz" };
  const mailer = smtpMailer({ url: peer.url, from, silenceMs: 300, connections: 2 });
  onTestFinished(() => mailer.close());
  return { peer, mailer };
}

it("hands a letter over with its own number, language, text, page and calendar file", async () => {
  const { peer, mailer } = await mailerTo();
  expect(await mailer.send(LETTER)).toBe("250 kept");
  const [letter] = peer.letters;
  if (!letter) return expect.fail("no letter");
  expect(letter.recipients).toEqual(["aigul@example.kz"]);
  expect(letter.from).toContain("<no-reply@tanba.kz>");
  expect(headerOf(letter, "message-id")).toBe("<0190@tanba.kz>");
  expect(headerOf(letter, "to")).toBe("aigul@example.kz");
  expect(headerOf(letter, "auto-submitted")).toBe("auto-generated");
  expect(headerOf(letter, "content-language")).toBe("kk");
  expect(letter.raw).toMatch(/Content-Type: text\/calendar; charset=utf-8;\s+method=PUBLISH/);
  expect(letter.raw).toContain("filename=tanba.ics");
  expect(headersOf(letter).map(([name]) => name)).not.toContain("bcc");
});

it.each<readonly [SmtpFault, string, string]>([
  ["is silent", "SMTP_ETIMEDOUT", "LATER"],
  ["answers nonsense", "SMTP_EPROTOCOL", "LATER"],
  ["greets with 421", "SMTP_421", "LATER"],
  ["says 451 to RCPT", "SMTP_451", "LATER"],
  ["says 550 to RCPT", "SMTP_550", "REFUSED"],
  ["says 451 to DATA", "SMTP_451", "LATER"],
  ["is cut before DATA", "SMTP_ECONNECTION", "LATER"],
  ["says 554 to DATA", "SMTP_554", "REFUSED"],
])("E3: of a server that %s it says %s, and %s", async (fault, code, fate) => {
  const { peer, mailer } = await mailerTo();
  peer.behave(fault);
  await expect(mailer.send(LETTER)).rejects.toMatchObject({ code, fate });
  expect(peer.letters).toEqual([]);
  peer.behave("takes");
  expect(await mailer.send(LETTER)).toBe("250 kept");
});

it("E2: says that the answer was lost when a server was cut after a letter, which goes again under the same number", async () => {
  const { peer, mailer } = await mailerTo();
  peer.behave("is cut after DATA");
  await expect(mailer.send(LETTER)).rejects.toMatchObject({ code: "SMTP_ECONNECTION", fate: "LOST" });
  peer.behave("takes");
  await mailer.send(LETTER);
  expect(peer.letters.map((letter) => headerOf(letter, "message-id"))).toEqual([LETTER.messageId, LETTER.messageId]);
});

it("E2: a server that says 250 twice gets no letter twice, and the letter after it is not taken for sent", async () => {
  const { peer, mailer } = await mailerTo();
  peer.behave("says 250 twice");
  await mailer.send(LETTER);
  await mailer.send({ ...LETTER, messageId: "<0191@tanba.kz>" }).catch(() => undefined);
  peer.behave("says 550 to RCPT");
  await expect(mailer.send({ ...LETTER, messageId: "<0192@tanba.kz>" })).rejects.toMatchObject({
    fate: expect.stringMatching(/REFUSED|LATER/),
  });
  const sent = peer.letters.map((letter) => headerOf(letter, "message-id"));
  expect(new Set(sent).size).toBe(sent.length);
  expect(sent).not.toContain("<0192@tanba.kz>");
});

it.each<readonly [SmtpFault, number]>([
  ["takes", 1],
  ["says 451 to DATA", 1],
  ["says 451 to RCPT", 0],
  ["is cut before DATA", 0],
  ["greets with 421", 0],
])(
  "E2: tells beforehand, and only then, that a letter goes over the wire, to a server that %s",
  async (fault, times) => {
    const { peer, mailer } = await mailerTo();
    peer.behave(fault);
    const before: number[] = [];
    await mailer.send(LETTER, async () => void before.push(peer.letters.length)).catch(() => undefined);
    expect(before).toEqual(Array.from({ length: times }, () => 0));
  },
);

it("E2: calls a letter lost whose answer was one to an earlier command, because the server may have taken it", async () => {
  const { peer, mailer } = await mailerTo();
  peer.behave("says 250 twice");
  await mailer.send(LETTER);
  await expect(mailer.send({ ...LETTER, messageId: "<0191@tanba.kz>" })).rejects.toMatchObject({
    ...{ code: "SMTP_354", fate: "LOST" },
  });
});

it("E2: uses no connection again on which the answers are out of step, so that no later letter gets another's answer", async () => {
  const { peer, mailer } = await mailerTo();
  const named = (at: number) => ({ ...LETTER, messageId: `<${at}@tanba.kz>` });
  peer.behave("says 250 twice");
  await mailer.send(named(1));
  await expect(mailer.send(named(2))).rejects.toMatchObject({ fate: "LOST" });
  peer.behave("takes");
  for (const at of [3, 4, 5]) expect(await mailer.send(named(at))).toBe("250 kept");
  const sent = peer.letters.map((letter) => headerOf(letter, "message-id"));
  expect(sent).toEqual([1, 2, 3, 4, 5].map((at) => `<${at}@tanba.kz>`));
});

it("E2, E3: letters that wait in line when such a connection is left go out once or are to be tried again", async () => {
  const { peer, mailer } = await mailerTo();
  const named = (at: number) => ({ ...LETTER, messageId: `<${at}@tanba.kz>` });
  const line = Array.from({ length: 8 }, (_, at) => named(at + 3));
  peer.behave("says 250 twice");
  await Promise.all([named(1), named(2)].map((letter) => mailer.send(letter)));
  peer.behave("takes");
  const done = await Promise.allSettled(line.map((letter) => mailer.send(letter)));
  const sent = peer.letters.map((letter) => headerOf(letter, "message-id"));
  expect(new Set(sent).size).toBe(sent.length);
  const fates = done.map((one) => (one.status === "fulfilled" ? "SENT" : one.reason.fate));
  expect(new Set(fates)).toEqual(new Set(["LOST", "LATER"]));
  for (const { messageId } of line.filter((_, at) => fates[at] === "LATER")) expect(sent).not.toContain(messageId);
});

it("E2: hands nothing over when it can't be written down that it will", async () => {
  const { peer, mailer } = await mailerTo();
  const onHanding = () => Promise.reject(new Error("the register is away"));
  await expect(mailer.send(LETTER, onHanding)).rejects.toMatchObject({ fate: "LATER" });
  expect(peer.letters).toEqual([]);
  await mailer.send(LETTER);
  expect(peer.letters).toHaveLength(1);
});

it("E3: says that it is to be tried again when nobody listens", async () => {
  const { peer, mailer } = await mailerTo();
  peer.close();
  await expect(mailer.send(LETTER)).rejects.toMatchObject({ fate: "LATER" });
});
