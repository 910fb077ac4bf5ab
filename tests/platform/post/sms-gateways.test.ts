import { expect, it } from "vitest";
import { freePort } from "#platform/free-port.ts";
import type { SmsGateway } from "#platform/post/gateways.ts";
import { mobizonGateway } from "#platform/post/mobizon-gateway.ts";
import { sinkGateway } from "#platform/post/sink-gateway.ts";
import { smscGateway } from "#platform/post/smsc-gateway.ts";
import { twilioGateway } from "#platform/post/twilio-gateway.ts";
import { answers, cuts, isSilent, type PeerRequest, startPeer } from "#tests/support/peer.ts";

const SMS = {
  id: "0190aaaa-0000-7000-8000-000000000001",
  to: "+77000000012",
  text: "ЭЦҚ кілттеріңіз 26.12.2026 аяқталады",
};
const timeoutMs = 300;
const TWILIO = { sid: "SM1", account_sid: "AC1", body: SMS.text, to: SMS.to, status: "queued" };
const NONE = { messages: [], next_page_uri: null };

interface Provider {
  readonly make: (url: string) => SmsGateway;
  readonly taken: object;
  readonly providerId: string;
  /** What it was asked, in the words of its documentation. */
  readonly wire: (asked: PeerRequest) => object;
  readonly wired: object;
  readonly unknown: object;
  readonly known: object;
  readonly refuses: readonly [status: number, body: object];
  readonly delivered: object;
  readonly failed: object;
  readonly onItsWay: object;
}

const PROVIDERS: Readonly<Record<string, Provider>> = {
  smsc: {
    make: (url) => smscGateway({ url, login: "tanba", password: "secret", sender: "Tanba", timeoutMs }),
    taken: { id: SMS.id, cnt: 1 },
    providerId: SMS.id,
    wire: ({ method, path, form }) => ({ method, path, ...Object.fromEntries(form) }),
    wired: {
      ...{ method: "POST", path: "/sys/send.php", login: "tanba", psw: "secret", fmt: "3", charset: "utf-8" },
      ...{ phones: SMS.to, mes: SMS.text, id: SMS.id, sender: "Tanba" },
    },
    unknown: { error: "message not found", error_code: 3 },
    known: { status: 0, last_date: "26.11.2026 10:00:00" },
    refuses: [200, { error: "invalid number", error_code: 7 }],
    delivered: { status: 1 },
    failed: { status: 20, err: 1 },
    onItsWay: { status: -1 },
  },
  mobizon: {
    make: (url) => mobizonGateway({ url, apiKey: "kz0", sender: "Tanba", timeoutMs }),
    taken: { code: 0, data: { campaignId: "1", messageId: "77", status: 1 }, message: "" },
    providerId: "77",
    wire: ({ method, path, query, form }) => ({
      method,
      path,
      ...Object.fromEntries(query),
      ...Object.fromEntries(form),
    }),
    wired: {
      ...{ method: "POST", path: "/service/message/sendSmsMessage", output: "json", api: "v1", apiKey: "kz0" },
      ...{ recipient: "77000000012", text: SMS.text, from: "Tanba" },
    },
    unknown: { code: 0, data: { items: [], totalItemCount: 0 }, message: "" },
    known: { code: 0, data: { items: [{ id: "77", text: SMS.text, to: "77000000012" }] }, message: "" },
    refuses: [200, { code: 1, data: { recipient: "wrong" }, message: "invalid" }],
    delivered: { code: 0, data: [{ id: 77, status: "DELIVRD", segNum: 1 }], message: "" },
    failed: { code: 0, data: [{ id: 77, status: "UNDELIV", segNum: 1 }], message: "" },
    onItsWay: { code: 0, data: [{ id: 77, status: "ACCEPTD", segNum: 1 }], message: "" },
  },
  twilio: {
    make: (url) => twilioGateway({ url, accountSid: "AC1", authToken: "token", sender: "+15550001", timeoutMs }),
    taken: TWILIO,
    providerId: "SM1",
    wire: ({ method, path, headers, form }) => ({
      method,
      path,
      by: headers.authorization,
      ...Object.fromEntries(form),
    }),
    wired: {
      ...{
        method: "POST",
        path: "/2010-04-01/Accounts/AC1/Messages.json",
        To: SMS.to,
        From: "+15550001",
        Body: SMS.text,
      },
      by: `Basic ${Buffer.from("AC1:token").toString("base64")}`,
    },
    unknown: NONE,
    known: { ...NONE, messages: [{ ...TWILIO, body: "another" }, TWILIO] },
    refuses: [400, { code: 21211, message: "invalid To", status: 400, more_info: "" }],
    delivered: { ...TWILIO, status: "delivered" },
    failed: { ...TWILIO, status: "undelivered" },
    onItsWay: { ...TWILIO, status: "sent" },
  },
  sink: {
    make: (url) => sinkGateway({ url, timeoutMs }),
    taken: { id: SMS.id },
    providerId: SMS.id,
    wire: ({ method, path, form }) => ({ method, path, ...Object.fromEntries(form) }),
    wired: { method: "POST", path: "/sms", ...SMS },
    unknown: { id: null },
    known: { id: SMS.id },
    refuses: [400, { error: "this was not understood" }],
    delivered: {},
    failed: {},
    onItsWay: {},
  },
};
const ALL = Object.entries(PROVIDERS);
const WITH_RECEIPTS = ALL.filter(([name]) => name !== "sink");

it.each(ALL)("%s: sends in the words of its documentation, and gives back its number", async (_, provider) => {
  const peer = await startPeer(answers(200, provider.taken));
  expect(await provider.make(peer.url).send(SMS)).toBe(provider.providerId);
  expect(peer.asked.map(provider.wire)).toEqual([provider.wired]);
});

it.each(ALL)(
  "E2, E3: %s: tells what never will be from what may be later, and from what nobody knows",
  async (_, provider) => {
    const peer = await startPeer(answers(...provider.refuses));
    const gateway = provider.make(peer.url);
    const fate = async () => {
      await expect(gateway.send(SMS)).rejects.toHaveProperty("fate");
      return gateway.send(SMS).catch(({ fate: told }: { fate: string }) => told);
    };
    expect(await fate()).toBe("REFUSED");
    for (const status of [429, 401, 302]) {
      peer.behave(answers(status, {}, { location: "/elsewhere" }));
      expect(await fate(), String(status)).toBe("LATER");
    }
    for (const status of [500, 502, 503]) {
      peer.behave(answers(status, {}));
      expect(await fate(), String(status)).toBe("LOST");
    }
    peer.behave(cuts);
    expect(await fate()).toBe("LOST");
    peer.behave(isSilent);
    expect(await fate()).toBe("LOST");
  },
);

it.each(ALL.filter(([name]) => name !== "twilio"))(
  "E2: %s: takes an answer that is none for no answer",
  async (_, provider) => {
    const peer = await startPeer(answers(200, "<html>Welcome</html>"));
    const gateway = provider.make(peer.url);
    for (const strange of ["<html>Welcome</html>", "", "[]", "null", '{"id":{}}', `{"a":"${"x".repeat(70_000)}"}`]) {
      peer.behave(answers(200, strange));
      await expect(gateway.send(SMS), strange.slice(0, 20)).rejects.toMatchObject({ fate: "LOST" });
    }
  },
);

it.each(ALL)("E2: %s: finds what was sent before, and nothing else", async (_, provider) => {
  const peer = await startPeer(answers(200, provider.known));
  const gateway = provider.make(peer.url);
  expect(await gateway.find?.(SMS)).toBe(provider.providerId);
  peer.behave(answers(200, provider.unknown));
  expect(await gateway.find?.(SMS)).toBeNull();
  peer.behave(answers(500, {}));
  await expect(gateway.find?.(SMS)).rejects.toHaveProperty("fate");
});

it.each(WITH_RECEIPTS)("%s: says whether it was delivered", async (_, provider) => {
  const peer = await startPeer(answers(200, provider.delivered));
  const gateway = provider.make(peer.url);
  const sent = { providerId: provider.providerId, to: SMS.to };
  expect(await gateway.receiptOf(sent)).toBe("DELIVERED");
  peer.behave(answers(200, provider.failed));
  expect(await gateway.receiptOf(sent)).toBe("FAILED");
  peer.behave(answers(200, provider.onItsWay));
  expect(await gateway.receiptOf(sent)).toBe("PENDING");
});

it.each(ALL)("E3: %s: says that it is to be tried again when nobody listens", async (_, provider) => {
  const nobody = `http://127.0.0.1:${await freePort()}`;
  await expect(provider.make(nobody).send(SMS)).rejects.toMatchObject({ fate: "LATER" });
});
