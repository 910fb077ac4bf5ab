import ICAL from "ical.js";
import { expect, it } from "vitest";
import en from "#i18n/messages/en/letters.json" with { type: "json" };
import kk from "#i18n/messages/kk/letters.json" with { type: "json" };
import ru from "#i18n/messages/ru/letters.json" with { type: "json" };
import { MessageKind } from "#platform/prisma/enums.ts";
import type { ToTell } from "#portal/messages/letters/letter.ts";
import { renderLetter } from "#portal/messages/letters/render-letter.ts";
import { renderSms } from "#portal/messages/letters/render-sms.ts";

const LANGUAGES = ["kk", "ru", "en"] as const;
const KINDS = Object.values(MessageKind);
const BY_SMS = ["CODE", "EXPIRY", "KEYS_ISSUED", "CERTIFICATE_REVOKED", "EMAIL_CHANGED"] as const;
const ORIGIN = "https://tanba.kz";
const IIN = "850312399011";

const FACTS = {
  ...{ number: "905FQ12345678", applicant: "Ким Виктор", serial: "4f3a9c11", masked: "a***@mail.kz", waiting: "3" },
  ...{ browser: "Chrome, Windows", at: "2026-11-26T05:00:00Z", notAfter: "2026-12-26T18:59:59+00:00", pair: "0190" },
  ...{ expiresAt: "2026-12-20T00:00:00.000Z", reason: "KEY_COMPROMISE", iin: IIN },
};
/** Secrets are told by these alone. */
const SECRETS: Partial<Record<MessageKind, Readonly<Record<string, string>>>> = {
  CODE: { code: "482915", purpose: "REVOKE" },
  CONFIRM_EMAIL: { token: "t0ken" },
};

const told = (kind: MessageKind, language: string, facts: Readonly<Record<string, string>> = {}): ToTell => ({
  ...{ id: "0190aaaa-0000-7000-8000-000000000000", kind, language, name: "Айгүл Серікова", origin: ORIGIN },
  facts: { ...FACTS, ...SECRETS[kind], ...facts },
  now: new Date("2026-11-26T04:00:00Z"),
});

const EVERY = LANGUAGES.flatMap((language) => KINDS.map((kind) => [kind, language] as const));

it.each(EVERY)(
  "E9: writes %s in %s without a secret, a number of a person, or a link that leads elsewhere",
  async (kind, language) => {
    const { subject, text, html } = await renderLetter(told(kind, language));
    for (const part of [subject, text, html]) {
      expect(part).not.toMatch(/undefined|NaN|Invalid Date|\{\w+\}/);
      expect(part).not.toContain(IIN);
    }
    expect(html).toContain(`lang="${language}"`);
    expect(html).not.toMatch(/<(img|script|link|iframe|form)\b|\bsrc=|url\(|@import/);
    const links = [...html.matchAll(/href="([^"]*)"/g), ...text.matchAll(/(https?:\S+)/g)].map(([, href = ""]) => href);
    for (const href of links)
      expect(href).toMatch(
        new RegExp(`^${ORIGIN}/${language}/((account|organisation|help/lost)[\\w/-]*|confirm-email#\\w+)$`),
      );
    expect(links.some((href) => href.includes("t0ken"))).toBe(kind === "CONFIRM_EMAIL");
    expect(`${subject}${text}`.includes("482915")).toBe(kind === "CODE");
  },
);

it.each(EVERY)("says the same in the text of %s in %s as on its page", async (kind, language) => {
  const { subject, text, html } = await renderLetter(told(kind, language));
  const page = html
    .replaceAll(/<!--.*?-->/g, "")
    .replaceAll(/<[^>]*>/g, "\n")
    .replaceAll("&#x27;", "'")
    .replaceAll("&quot;", '"');
  for (const line of text.split("\n").filter((found) => !/^(-- |\s*$)/.test(found))) {
    // a fact's name and value stand in two places of the page, a label's colon in none
    for (const part of page.includes(line) || html.includes(`href="${line}"`) ? [] : line.split(/: /))
      expect(page).toContain(part.trim().replace(/:$/, ""));
  }
  expect(page).toContain(subject.replaceAll("&", "&amp;"));
});

it.each(LANGUAGES)(
  "attaches to a notice of expiry in %s a calendar file that another program reads",
  async (language) => {
    const { calendar = "" } = await renderLetter(told("EXPIRY", language));
    expect(Math.max(...calendar.split("\r\n").map((line) => Buffer.byteLength(line)))).toBeLessThanOrEqual(75);
    const parsed = new ICAL.Component(ICAL.parse(calendar));
    expect(parsed.getFirstPropertyValue("version")).toBe("2.0");
    const component = parsed.getFirstSubcomponent("vevent");
    const event = new ICAL.Event(component ?? expect.fail("no event"));
    expect(event.startDate.toJSDate()).toEqual(new Date(FACTS.notAfter));
    expect(event.summary).toBe({ kk, ru, en }[language].calendar.title);
    expect(event.description).toContain(`${ORIGIN}/${language}/account/keys/reissue`);
    const alarms = component?.getAllSubcomponents("valarm") ?? [];
    expect(alarms.map((alarm) => String(alarm.getFirstPropertyValue("trigger")))).toEqual(["-P7D", "-P1D"]);
  },
);

it("gives all notices of one pair one event, so that a later file takes the place of the earlier", async () => {
  const uid = async (language: string) =>
    /UID:(.*)/.exec((await renderLetter(told("EXPIRY", language))).calendar ?? "")?.[1];
  expect(await uid("kk")).toBe(await uid("en"));
});

it.each(LANGUAGES.flatMap((language) => BY_SMS.map((kind) => [kind, language] as const)))(
  "puts %s in %s into one SMS, and binds a code to our site by its last line",
  (kind, language) => {
    for (const purpose of ["REISSUE", "REVOKE", "EMAIL"]) {
      const text = renderSms(told(kind, language, { purpose }));
      const isPlain = /^[\x20-\x7e\n]*$/.test(text);
      expect(text.length, text).toBeLessThanOrEqual(isPlain ? 160 : 70);
      if (kind === "CODE") expect(text).toMatch(/\n\n@tanba\.kz #482915$/);
      else expect(text).not.toContain("\n");
    }
  },
);

it.each(LANGUAGES)(
  "B9: names in %s what a code is for, in two SMS at most, and nothing else that was asked to",
  (language) => {
    for (const [purpose, reference, shown] of [
      ["REISSUE", "905FQ1234567E", "(905F-Q123-4567-E)"],
      ["REVOKE", "4f3a9c11", "(…4f3a9c11)"],
    ] as const) {
      const text = renderSms(told("CODE", language, { purpose, reference }));
      expect(text).toContain(shown);
      expect(text).toMatch(/\n\n@tanba\.kz #482915$/);
      expect(text.length, text).toBeLessThanOrEqual(2 * 67);
    }
    const plain = renderSms(told("CODE", language));
    for (const reference of ["", "none", "https://evil.example", "905FQ12345670", "4F3A9C11", "4f3a9c11 "]) {
      expect(renderSms(told("CODE", language, { reference }))).toBe(plain);
    }
  },
);

it.each(LANGUAGES)("B9: names in a letter in %s what a code is for", async (language) => {
  const { text } = await renderLetter(told("CODE", language, { purpose: "REVOKE", reference: "4f3a9c11" }));
  expect(text).toContain("…4f3a9c11");
});

it("tells by SMS only what is short enough for it", () => {
  expect(() => renderSms(told("REQUEST_REFUSED", "kk"))).toThrow("not told by SMS");
});

it("has the same texts with the same blanks in every language", () => {
  const shape = (texts: object): readonly string[] =>
    Object.entries(texts).flatMap(([key, text]) =>
      typeof text === "string"
        ? [`${key} ${[...new Set(text.match(/\{[a-zA-Z]+(?=[,}])/g))].toSorted()}`]
        : shape(text).map((line) => `${key}.${line}`),
    );
  const blanks = (texts: object) => shape(texts).map((line) => line.replace(/\{(days|count)\b/, "{number"));
  expect(blanks(kk)).toEqual(blanks(en));
  expect(blanks(ru)).toEqual(blanks(en));
});
