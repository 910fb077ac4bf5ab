import fc from "fast-check";
import { expect, it } from "vitest";
import { mailbox } from "#portal/profile/mailbox.ts";

it.each([
  ["a@example.kz", "a@example.kz"],
  ["  Aigul.S+keys@Example.KZ ", "Aigul.S+keys@example.kz"],
  ["a@қазақстан.қаз", "a@xn--80aaa0a6awh12ed.xn--80ao21a"],
  ["o'neil@example.kz", "o'neil@example.kz"],
])("takes %j as %s", (text, written) => {
  expect(mailbox(text)).toBe(written);
});

it.each([
  ["no domain", "a"],
  ["an empty local part", "@example.kz"],
  ["two addresses", "a@example.kz, b@example.kz"],
  ["a name beside it", "A <a@example.kz>"],
  ["a quoted local part", '"a@b.kz x"@example.kz'],
  ["a comment", "a(b)@example.kz"],
  ["a comment behind it", "a@example.kz(b)"],
  ["a line end", "a@example.kz\r\nBcc: b@example.kz"],
  ["a line end inside", "a\r\nb@example.kz"],
  ["a route", "@relay.kz:a@example.kz"],
  ["a percent route", "a%b@example.kz@relay.kz"],
  ["an address literal", "a@[127.0.0.1]"],
  ["a number for a host", "a@127.0.0.1"],
  ["a number in another base", "a@0x7f.1"],
  ["a host without a dot", "a@localhost"],
  ["a port", "a@example.kz:25"],
  ["a path", "a@example.kz/x"],
  ["a dot at the end of the local part", "a.@example.kz"],
  ["letters in the local part that old servers don't know", "әйгүл@example.kz"],
  ["a turned text", "a\u202e@example.kz"],
  ["a hidden letter in the domain", "a@exam\u200dple.kz"],
  ["too long a local part", `${"a".repeat(65)}@example.kz`],
  [
    "too long an address",
    `a@${"b".repeat(60)}.${"c".repeat(60)}.${"d".repeat(60)}.${"e".repeat(60)}.${"f".repeat(20)}.kz`,
  ],
])("takes no %s", (_, text) => {
  expect(mailbox(text)).toBeNull();
});

it("writes whatever it takes as one plain address, and reads that as itself", () => {
  const part = fc.string({
    unit: fc.oneof(
      fc.constantFrom(..."aB1.-+_'\"(),;:<>@[]\\ \r\n\t%/"),
      fc.string({ minLength: 1, maxLength: 1, unit: "grapheme" }),
    ),
    maxLength: 12,
  });
  let taken = 0;
  fc.assert(
    fc.property(part, part, fc.constantFrom("kz", "com", "қаз", "1"), (local, domain, top) => {
      const written = mailbox(`${local}@${domain}.${top}`);
      if (written === null) return;
      taken++;
      expect(written).toMatch(/^[!-~]+@[a-z0-9.-]+$/);
      expect(written).not.toMatch(/[\s"(),:;<>[\\\]]/);
      expect(written.split("@")).toHaveLength(2);
      expect(mailbox(written)).toBe(written);
    }),
    { numRuns: 20_000 },
  );
  expect(taken).toBeGreaterThan(20);
});
