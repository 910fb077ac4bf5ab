import { expect, it } from "vitest";
import { freePort } from "#platform/free-port.ts";
import { sinkGateway } from "#platform/post/sink-gateway.ts";
import { smtpMailer } from "#platform/post/smtp-mailer.ts";
import { startProcess } from "#tests/support/process.ts";

async function sink() {
  const [http, smtp] = [await freePort(), await freePort()];
  const process = await startProcess("sink", { TANBA_SINK_PORT: String(http), TANBA_SINK_SMTP_PORT: String(smtp) });
  const url = `http://127.0.0.1:${http}`;
  const mailer = smtpMailer({ url: `smtp://127.0.0.1:${smtp}`, from: { name: "Tańba", address: "no-reply@tanba.kz" } });
  const list = async () => ((await (await fetch(`${url}/messages.json`)).json()) as { messages: object[] }).messages;
  return { process, url, mailer, sms: sinkGateway({ url }), list };
}

const HOSTILE = `<script>alert(1)</script>"'&`;
const letter = {
  messageId: "<1@tanba.kz>",
  to: "aigul@example.kz",
  language: "kk",
  text: HOSTILE,
  html: "<b>Сәлем</b>",
};
const sms = { id: "0190", to: "+77000000012", text: HOSTILE };

it("keeps letters and SMS, each SMS once, and tells tests what came", async () => {
  const { mailer, sms: gateway, list } = await sink();
  await mailer.send({ ...letter, subject: HOSTILE, calendar: "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n" });
  await gateway.send(sms);
  await gateway.send(sms);
  mailer.close();
  expect(await list()).toMatchObject([
    { channel: "SMS", to: [sms.to], text: HOSTILE },
    {
      channel: "EMAIL",
      to: [letter.to],
      subject: HOSTILE,
      text: `${HOSTILE}\n`,
      html: expect.stringContaining("<b>"),
      files: ["tanba.ics"],
    },
  ]);
  expect([await gateway.find?.(sms), await gateway.find?.({ ...sms, id: "0191" })]).toEqual([sms.id, null]);
});

it("G3: shows them as a page on which hostile text stays text, and a letter as a page that may do nothing", async () => {
  const { url, mailer, sms: gateway, list } = await sink();
  await mailer.send({ ...letter, subject: HOSTILE });
  await gateway.send(sms);
  mailer.close();
  const page = await fetch(url);
  const body = await page.text();
  expect(page.headers.get("content-security-policy")).toContain("default-src 'none'");
  expect(body).not.toContain("<script>");
  expect(body.split("&lt;script&gt;alert(1)&lt;/script&gt;&quot;&#39;&amp;").length).toBeGreaterThanOrEqual(4);
  const [, { id }] = (await list()) as [object, { id: string }];
  const shown = await fetch(`${url}/letters/${id}`);
  expect(await shown.text()).toContain("<b>Сәлем</b>");
  expect(shown.headers.get("content-security-policy")).toMatch(/default-src 'none'.*sandbox/);
});

it("says in which language each letter and SMS is, for whoever has them read aloud", async () => {
  const { url, mailer, sms: gateway } = await sink();
  await mailer.send({ ...letter, subject: "Кілттердің мерзімі", text: "Your keys end" });
  await gateway.send({ ...sms, text: "Ваши ключи" });
  mailer.close();
  const body = await (await fetch(url)).text();
  for (const tag of ['<h2 lang="kk">Кілттердің', '<pre dir="auto" lang="en">Your', '<pre dir="auto" lang="ru">Ваши'])
    expect(body).toContain(tag);
});

it.each(["/letters/none", "/letters/../../etc/passwd", "/nothing", "/sms"])("has no page at %s", async (path) => {
  const { url } = await sink();
  expect((await fetch(`${url}${path}`)).status).toBe(404);
});

it("refuses what is no SMS, and ends when it is told to", async () => {
  const { url, process } = await sink();
  const wrong = await fetch(`${url}/sms`, { method: "POST", body: new URLSearchParams({ ...sms, to: "nobody" }) });
  expect(wrong.status).toBe(400);
  expect((await fetch(`${url}/sms`, { method: "PUT" })).status).toBe(405);
  process.kill("SIGTERM");
  expect(await process.ended).toBe(0);
});
