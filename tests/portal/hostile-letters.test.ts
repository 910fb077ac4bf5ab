import blns from "big-list-of-naughty-strings" with { type: "json" };
import fc from "fast-check";
import PostalMime from "postal-mime";
import { expect, it, onTestFinished } from "vitest";
import { mailAddress } from "#platform/post/mail-address.ts";
import { smtpMailer } from "#platform/post/smtp-mailer.ts";
import type { ToTell } from "#portal/messages/letters/letter.ts";
import { plainLine } from "#portal/messages/letters/plain-line.ts";
import { renderLetter } from "#portal/messages/letters/render-letter.ts";
import { headerOf, headersOf, startSmtpPeer } from "#tests/support/smtp-peer.ts";

/** What has broken mail before: line ends in every form, quotes, comments, groups, other alphabets, marks of direction. */
const INJECTIONS: readonly string[] = [
  ..."\r\n|\n|\r|\u2028|\u0085|\0|%0d%0a|\\r\\n".split("|").map((end) => `Айгүл${end}Bcc: evil@evil.example`),
  ...[
    'Aigul" <evil@evil.example>, "x',
    "Aigul (evil@evil.example)",
    "=?utf-8?B?ZXZpbEBldmlsLmV4YW1wbGU=?=",
    "\u202eelpmaxe.live",
  ],
];
const ADDRESSES: readonly string[] = [
  ...[
    '"evil@evil.example"@example.kz',
    '"a b"@example.kz',
    '"x@y" <evil@evil.example>',
    "a(evil@evil.example)@example.kz",
  ],
  ...[
    "a@example.kz(comment)",
    "a@example.kz, evil@evil.example",
    "a@example.kz;evil@evil.example",
    "a@example.kz evil@evil.example",
  ],
  ...[
    "group:a@example.kz,evil@evil.example;",
    "<a@example.kz>",
    "Aigul <a@example.kz>",
    "a@[127.0.0.1]",
    "a@127.0.0.1",
  ],
  ...[
    "a@example.kz\r\nBcc: evil@evil.example",
    "a@example.kz\nRCPT TO:<evil@evil.example>",
    "a\r\n@example.kz",
    "a@\u202eexample.kz",
  ],
  ...[
    "a@@example.kz",
    "a@b@example.kz",
    "@example.kz",
    "a@",
    "a",
    "",
    " ",
    "a@localhost",
    ".a@example.kz",
    "a.@example.kz",
  ],
  ...[
    "a..b@example.kz",
    `${"a".repeat(65)}@example.kz`,
    `a@${"b".repeat(64)}.kz`,
    "a@-b.kz",
    "a@b-.kz",
    "айгүл@example.kz",
    "a\0@example.kz",
  ],
  ...[
    "a%evil.example@example.kz",
    "evil.example!a@example.kz",
    "a@example.kz>",
    "a@example.kz<",
    "mailto:a@example.kz",
    "\\@example.kz",
  ],
];
/** What is an address though it looks like none. */
const GOOD: Readonly<Record<string, string>> = {
  "aigul+keys@example.kz": "aigul+keys@example.kz",
  "o'neil@example.kz": "o'neil@example.kz",
  "info@қазпошта.қаз": "info@xn--80aau2aet5b92c.xn--80ao21a",
  "Info@Example.KZ": "Info@example.kz",
};

const told = (name: string, reason = "Ол жұмыстан кетті"): ToTell => ({
  ...{ id: "0190aaaa-0000-7000-8000-000000000000", kind: "REQUEST_REFUSED", language: "kk", name },
  ...{ facts: { number: "K7Q2", reason }, origin: "https://tanba.kz", now: new Date("2026-11-26T04:00:00Z") },
});

async function post() {
  const peer = await startSmtpPeer();
  const mailer = smtpMailer({ url: peer.url, from: { name: "Tańba", address: "no-reply@tanba.kz" }, silenceMs: 2000 });
  onTestFinished(() => mailer.close());
  const send = async (name: string, to: string, reason?: string) =>
    mailer.send({ ...(await renderLetter(told(name, reason))), to });
  return { peer, send };
}

const HEADERS = [
  ...[
    "auto-submitted",
    "content-language",
    "content-type",
    "date",
    "from",
    "message-id",
    "mime-version",
    "subject",
    "to",
  ],
];

it("E7: a hostile name or reason stays in the text, and makes no recipient and no header", async () => {
  const { peer, send } = await post();
  const texts = [...blns, ...INJECTIONS];
  for (const text of texts) await send(text, "aigul@example.kz", text);
  expect(peer.letters).toHaveLength(texts.length);
  for (const [at, letter] of peer.letters.entries()) {
    const text = texts[at] ?? "";
    expect(letter.recipients, text).toEqual(["aigul@example.kz"]);
    expect(
      headersOf(letter)
        .map(([name]) => name)
        .toSorted(),
      text,
    ).toEqual(HEADERS);
    expect([headerOf(letter, "to"), headerOf(letter, "from")]).toEqual([
      "aigul@example.kz",
      expect.stringContaining("<no-reply@tanba.kz>"),
    ]);
    const read = await PostalMime.parse(Buffer.from(letter.raw, "latin1"));
    expect(read.subject).toBe("K7Q2 өтінімі қабылданбады");
    expect(read.text?.split("\n")[0], text).toBe(`Сәлеметсіз бе, ${plainLine(text)}!`.replaceAll("\r", ""));
    expect(read.attachments).toEqual([]);
    expect(read.html).not.toMatch(/<(script|img|svg|iframe)\b/i);
  }
}, 120_000);

it("E7: an address that mail software could read in two ways gets no letter at all", async () => {
  const { peer, send } = await post();
  for (const address of [...ADDRESSES, ...INJECTIONS, ...blns.filter((text) => mailAddress(text) === null)]) {
    await expect(send("Айгүл", address), address).rejects.toMatchObject({ code: "ADDRESS_REFUSED", fate: "REFUSED" });
  }
  expect(peer.letters).toEqual([]);
});

it("E7: what is an address is the only recipient, letter by letter", async () => {
  const { peer, send } = await post();
  const good = Object.entries(GOOD);
  for (const [address] of good) await send("Айгүл", address);
  expect(peer.letters.map(({ recipients }) => recipients)).toEqual(good.map(([, sent]) => [sent]));
  expect(peer.letters.map((letter) => headerOf(letter, "to"))).toEqual(good.map(([, sent]) => sent));
});

it("E7: whatever is written as an address, there is one recipient, the address itself, or no letter", async () => {
  const { peer, send } = await post();
  const part = fc.constantFrom(
    ..."ab.\"(),:;<>@[]\\ \r\n\t%!'`{|}~=?_-+ңё\u202e\0".split(""),
    "evil@evil.example",
    "=?utf-8?q?",
    "\r\n",
  );
  const address = fc
    .tuple(fc.array(part, { maxLength: 8 }), fc.constantFrom("@example.kz", "@", ""))
    .map(([parts, end]) => parts.join("") + end);
  await fc.assert(
    fc.asyncProperty(address, async (text) => {
      const before = peer.letters.length;
      const expected = mailAddress(text);
      await send("Айгүл", text).catch((error: unknown) => expect(error).toMatchObject({ code: "ADDRESS_REFUSED" }));
      const came = peer.letters.slice(before);
      expect(came.map(({ recipients }) => recipients)).toEqual(expected === null ? [] : [[expected]]);
      if (expected !== null) expect(headerOf(came[0] ?? { raw: "" }, "to")).toBe(expected);
    }),
    { numRuns: 400 },
  );
}, 60_000);
