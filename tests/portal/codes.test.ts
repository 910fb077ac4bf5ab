import { beforeEach, expect, it } from "vitest";
import type { CitizenRegistry } from "#platform/citizen-registry.ts";
import { emailText } from "#portal/documents/contract.ts";
import { sendCodes } from "#portal/step-up/send-codes.ts";
import { signedIn } from "#tests/support/sign-in.ts";
import { askCode, asOwnerPastGuards, digitsOf, otherThan, receiveCode } from "#tests/support/step-up.ts";
import { type Answer, call, codeOf, type Visitor } from "#tests/support/visitor.ts";
import { holder, ORIGIN, type TestHolder, type World, world } from "#tests/support/world.ts";

const EMAIL = "aigul@example.kz";

let portal: World;
let employee: TestHolder;
let desk: Visitor;

beforeEach(async () => {
  portal = await world();
  employee = await holder(portal);
  desk = await signedIn(portal, employee);
});

const text = (email = EMAIL, { actor } = employee) => emailText({ origin: ORIGIN, iin: actor.iin, email });
const use = (code: unknown, email = EMAIL, browser = desk) =>
  call(browser, "POST /api/email-changes", { json: { email, ...(code !== undefined && { code }) } });
const stateOf = async (id: string, browser = desk): Promise<Answer> => call(browser, "GET /api/codes/[id]", { id });
const row = (id: string) => portal.owner.stepUp.findUniqueOrThrow({ where: { id } });

it("B9: a code goes to the phone of the register, and is good once for what it was asked for", async () => {
  const { id, digits } = await receiveCode(desk, "EMAIL", text());
  const message = await portal.owner.message.findUniqueOrThrow({ where: { key: `code:${id}` } });
  expect(message).toMatchObject({ channel: "SMS", kind: "CODE", address: `+7700${employee.actor.iin.slice(-7)}` });
  expect(message.facts).toEqual({ code: digits, purpose: "EMAIL" });
  expect(digits).toMatch(/^\d{6}$/);
  expect((await use({ id, digits })).status).toBe(202);
  expect(codeOf(await use({ id, digits }))).toBe("CODE_EXPIRED");
});

it("B9: no answer, audit row or fault tells the code or the phone, whatever is asked", async () => {
  const told = [await stateOf(await askCode(desk, "EMAIL", text()))];
  const { id, digits } = await receiveCode(desk, "EMAIL", text(), { reference: "0a1b2c3d" });
  told.push(
    await stateOf(id),
    await use({ id, digits: otherThan(digits) }),
    await use({ id, digits }),
    await stateOf(id),
  );
  expect(told.map(({ body }) => body)).toMatchObject([
    { state: "WAITING" },
    { state: "SENT", channel: "SMS", to: `+7 ••• ••• •• ${employee.actor.iin.slice(-2)}` },
    { code: "CODE_WRONG" },
    null,
    { state: "ENDED" },
  ]);
  const said = JSON.stringify([
    told,
    await portal.owner.auditEvent.findMany({ select: { facts: true, action: true } }),
    portal.faults,
  ]);
  expect(said).toContain("code-redeemed");
  for (const secret of [digits, employee.actor.iin.slice(-7)]) expect(said.replaceAll(id, "")).not.toContain(secret);
  const { codeHash } = await row(id);
  expect(said).not.toContain(Buffer.from(codeHash ?? []).toString("hex"));
});

type Refusal = readonly [why: string, code: string, use: () => Promise<Answer>];

const REFUSALS: readonly Refusal[] = [
  ["no code", "CODE_REQUIRED", () => use(undefined)],
  [
    "other digits",
    "CODE_WRONG",
    async () => {
      const { id, digits } = await receiveCode(desk, "EMAIL", text());
      return use({ id, digits: otherThan(digits) });
    },
  ],
  [
    "the right digits after five wrong ones",
    "CODE_TOO_MANY_TRIES",
    async () => {
      const { id, digits } = await receiveCode(desk, "EMAIL", text());
      for (let tries = 0; tries < 5; tries++) await use({ id, digits: otherThan(digits) });
      return use({ id, digits });
    },
  ],
  [
    "the fifth wrong try",
    "CODE_TOO_MANY_TRIES",
    async () => {
      const { id, digits } = await receiveCode(desk, "EMAIL", text());
      for (let tries = 0; tries < 4; tries++) await use({ id, digits: otherThan(digits) });
      return use({ id, digits: otherThan(digits) });
    },
  ],
  [
    "a code of five minutes",
    "CODE_EXPIRED",
    async () => {
      const code = await receiveCode(desk, "EMAIL", text());
      await asOwnerPastGuards(portal.owner, "UPDATE step_up SET expires_at = clock_timestamp()");
      return use(code);
    },
  ],
  [
    "another holder's code",
    "CODE_EXPIRED",
    async () => {
      const other = await holder(portal);
      return use(await receiveCode(await signedIn(portal, other), "EMAIL", text(EMAIL, employee)));
    },
  ],
  ["a code for something else", "CODE_EXPIRED", async () => use(await receiveCode(desk, "REISSUE", text()))],
  [
    "a code for another address",
    "CODE_REQUIRED",
    async () => use(await receiveCode(desk, "EMAIL", text("x@example.kz"))),
  ],
  [
    "a code that a newer one has ended",
    "CODE_EXPIRED",
    async () => {
      const first = await receiveCode(desk, "EMAIL", text());
      await receiveCode(desk, "EMAIL", text());
      return use(first);
    },
  ],
  [
    "a code that is not sent yet",
    "CODE_EXPIRED",
    async () => use({ id: await askCode(desk, "EMAIL", text()), digits: "000000" }),
  ],
  ["a code of nobody", "CODE_EXPIRED", () => use({ id: "01900000-0000-7000-8000-000000000000", digits: "000000" })],
  [
    "a code that could not be sent",
    "STEP_UP_IMPOSSIBLE",
    async () => {
      await portal.owner.citizen.deleteMany();
      const id = await askCode(desk, "EMAIL", text());
      await sendCodes(portal.issuing);
      return use({ id, digits: "000000" });
    },
  ],
];

it.each(REFUSALS)("B9: refuses %s with %s, and nothing is written down", async (_, code, attempt) => {
  expect(codeOf(await attempt())).toBe(code);
  expect(await portal.owner.emailChange.count()).toBe(0);
});

it("B9: a code is good to its last second", async () => {
  const code = await receiveCode(desk, "EMAIL", text());
  const { sentAt, expiresAt } = await row(code.id);
  expect((expiresAt?.getTime() ?? 0) - (sentAt?.getTime() ?? 0)).toBeCloseTo(300_000, -2);
  await asOwnerPastGuards(portal.owner, "UPDATE step_up SET expires_at = clock_timestamp() + interval '1 second'");
  expect((await use(code)).status).toBe(202);
});

it("B9: of what was asked for several times only the newest is sent, once, however many workers there are", async () => {
  const ids = [
    await askCode(desk, "EMAIL", text()),
    await askCode(desk, "EMAIL", text()),
    await askCode(desk, "EMAIL", text()),
  ];
  const sent = await Promise.all([1, 2, 3].map(() => sendCodes(portal.issuing)));
  expect(sent.reduce((sum, one) => sum + one)).toBe(1);
  const keys = await portal.owner.message.findMany({ select: { key: true } });
  expect(keys).toEqual([{ key: `code:${ids[2]}` }]);
  for (const id of ids.slice(0, 2)) expect((await stateOf(id)).body).toEqual({ state: "ENDED" });
});

it("B9: a person gets five codes an hour and fifteen a day, in whatever capacities", async () => {
  const { iin } = employee.actor;
  const office = await signedIn(portal, await holder(portal, { iin, template: "INDIVIDUAL" }));
  const states: unknown[] = [];
  const ask = async (browser: Visitor) => {
    const id = await askCode(browser, "EMAIL", text());
    await sendCodes(portal.issuing);
    states.push(Object.values((await stateOf(id, browser)).body ?? {}).slice(0, 2));
  };
  const SENT = ["SENT", "SMS"];
  const REFUSED = ["IMPOSSIBLE", "TOO_MANY_CODES"];
  const hourPasses = () => asOwnerPastGuards(portal.owner, "UPDATE step_up SET sent_at = sent_at - interval '1 hour'");
  for (let count = 0; count < 6; count++) await ask(count % 2 ? desk : office);
  expect(states.splice(0)).toEqual([SENT, SENT, SENT, SENT, SENT, REFUSED]);
  await hourPasses();
  for (let count = 0; count < 5; count++) await ask(desk);
  await hourPasses();
  for (let count = 0; count < 6; count++) await ask(desk);
  expect(states.slice(5)).toEqual([SENT, SENT, SENT, SENT, SENT, REFUSED]);
  await hourPasses();
  await ask(desk);
  expect(states.at(-1)).toEqual(REFUSED);
});

it("B9: a register that does not answer delays a code and loses none", async () => {
  const silent: CitizenRegistry = {
    findPerson: async () => ({ kind: "UNAVAILABLE" }),
    findCompany: async () => ({ kind: "UNAVAILABLE" }),
  };
  const id = await askCode(desk, "EMAIL", text());
  await expect(sendCodes({ ...portal.issuing, citizens: silent })).rejects.toThrow("does not answer");
  expect((await stateOf(id)).body).toEqual({ state: "DELAYED" });
  expect(await sendCodes(portal.issuing)).toBe(1);
  expect((await use({ id, digits: await digitsOf(portal, id) })).status).toBe(202);
});

it("B9: nobody is sent a code half an hour after they asked for it", async () => {
  const id = await askCode(desk, "EMAIL", text());
  await asOwnerPastGuards(portal.owner, "UPDATE step_up SET asked_at = asked_at - interval '30 minutes 1 second'");
  expect(await sendCodes(portal.issuing)).toBe(0);
  expect((await stateOf(id)).body).toEqual({ state: "ENDED" });
});

it.each([
  ["a person whom the register does not know", "NO_SUCH_PERSON", "DELETE FROM citizen"],
  ["a person without a phone", "NO_PHONE", "UPDATE citizen SET phone = NULL, phone_since = NULL"],
  [
    "a non-resident without a phone",
    "NON_RESIDENT",
    "UPDATE citizen SET phone = NULL, phone_since = NULL, resident = false",
  ],
  ["a blocked holder", "HOLDER_BLOCKED", "UPDATE holder SET blocked_at = '2026-11-01'"],
])("B9: tells %s that no code can come: %s", async (_, code, sql) => {
  const id = await askCode(desk, "EMAIL", text());
  await asOwnerPastGuards(portal.owner, sql);
  expect(await sendCodes(portal.issuing)).toBe(0);
  expect(await row(id)).toMatchObject({ refusedFor: code, sentAt: null });
  if (code !== "HOLDER_BLOCKED") expect((await stateOf(id)).body).toEqual({ state: "IMPOSSIBLE", code });
  expect(await portal.owner.message.count()).toBe(0);
});

it("B8: another's code is as one that is none", async () => {
  const { id } = await receiveCode(desk, "EMAIL", text());
  const stranger = await signedIn(portal, await holder(portal));
  const [foreign, absent, malformed] = [
    await stateOf(id, stranger),
    await stateOf("01900000-0000-7000-8000-000000000000", stranger),
    await stateOf("no id", stranger),
  ];
  expect([foreign.status, foreign.body]).toEqual([404, absent.body]);
  expect(malformed.body).toEqual(absent.body);
});
