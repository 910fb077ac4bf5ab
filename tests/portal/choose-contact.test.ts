import { expect, it } from "vitest";
import type { Citizen } from "#platform/citizen-registry.ts";
import { chooseContact } from "#portal/step-up/choose-contact.ts";
import { maskContact } from "#portal/step-up/mask-contact.ts";
import { newCode } from "#portal/step-up/new-code.ts";

const now = new Date("2026-11-26T06:00:00Z");
const H72 = 72 * 3_600_000;
const ago = (ms: number) => new Date(now.getTime() - ms);
const OLD = ago(H72);
const NEW = ago(H72 - 1000);

const citizen = (phone: Citizen["phone"] = { number: "+77010000012", since: OLD }, isResident = true): Citizen => ({
  ...{ iin: "940916499060", surname: "Серікова", givenName: "Айгүл", patronymic: null, phone, isResident },
});
const SMS = { channel: "SMS", address: "+77010000012" };
const MAIL = { channel: "EMAIL", address: "a@example.kz" };
const newPhone = { number: "+77010000012", since: NEW };

type Case = readonly [name: string, expected: unknown, asking: Partial<Parameters<typeof chooseContact>[0]>];

it.each<Case>([
  ["the phone", SMS, {}],
  ["the phone where only phones will do, though e-mail was wanted", SMS, { wanted: "EMAIL" }],
  ["the address where it was wanted and policy allows it", MAIL, { policy: "sms-or-email", wanted: "EMAIL" }],
  ["the phone where both would do", SMS, { policy: "sms-or-email" }],
  [
    "the phone, though the address was wanted, when that is a second too new",
    SMS,
    { policy: "sms-or-email", wanted: "EMAIL", emailSince: NEW },
  ],
  [
    "the phone, though the address was wanted, when that was never confirmed",
    SMS,
    { policy: "sms-or-email", wanted: "EMAIL", emailSince: null },
  ],
  ["the address when the phone is a second too new", MAIL, { policy: "sms-or-email", citizen: citizen(newPhone) }],
  ["the address when there is no phone", MAIL, { policy: "sms-or-email", citizen: citizen(null, false) }],
  ["nothing when the phone is a second too new", "CONTACT_TOO_NEW", { citizen: citizen(newPhone) }],
  ["nothing when both are", "CONTACT_TOO_NEW", { policy: "sms-or-email", citizen: citizen(newPhone), emailSince: NEW }],
  ["nothing without a phone", "NO_PHONE", { citizen: citizen(null) }],
  ["nothing for a non-resident without a phone", "NON_RESIDENT", { citizen: citizen(null, false) }],
  ["nothing for nobody, whatever address the account has", "NO_SUCH_PERSON", { policy: "sms-or-email", citizen: null }],
])("B10: chooses %s", (_, expected, asking) => {
  const usual = {
    policy: "sms",
    wanted: "SMS",
    citizen: citizen(),
    email: "a@example.kz",
    emailSince: OLD,
    now,
  } as const;
  expect(chooseContact({ ...usual, ...asking })).toEqual(expected);
});

it("B10: a contact from a future that a wrong clock saw is new", () => {
  const phone = { number: "+77010000012", since: new Date(now.getTime() + 86_400_000) };
  const usual = { policy: "sms", wanted: "SMS", email: null, emailSince: null, now } as const;
  expect(chooseContact({ ...usual, citizen: citizen(phone) })).toBe("CONTACT_TOO_NEW");
});

it("B9: every code has six digits and none is likelier than another", () => {
  const drawn: number[][] = [
    [0xff, 0xff, 0xff],
    [0xf4, 0x24, 0x00],
    [0xf4, 0x23, 0xff],
    [0, 0, 0],
    [0x0f, 0x42, 0x40],
  ];
  const random = () => Uint8Array.from(drawn.shift() ?? []);
  // 16,000,000 and more are thrown away: below it each code has sixteen ways
  expect([newCode(random), newCode(random), newCode(random)]).toEqual(["999999", "000000", "000000"]);
});

it("tells of a contact what its owner knows it by", () => {
  expect([maskContact("+77010000012"), maskContact("aigul@example.kz")]).toEqual([
    "+7 ••• ••• •• 12",
    "a•••@example.kz",
  ]);
});
