import { expect, it } from "vitest";
import { parseCertificate } from "#pki/certificate.ts";
import { subjectOf } from "#pki/name.ts";
import { openApplication } from "#portal/centre/open-application.ts";
import { fullName } from "#portal/people/full-name.ts";
import { issueConfirmed } from "#portal/requests/issue-confirmed.ts";
import { apply, ask, citizen, NAME, prove, vouch } from "#tests/support/first-keys.ts";
import { newKey } from "#tests/support/people.ts";
import { signedIn, signIn } from "#tests/support/sign-in.ts";
import { call, codeOf, type Visitor, visitor } from "#tests/support/visitor.ts";
import { certificatesOf, holder, type TestHolder, type World, world } from "#tests/support/world.ts";

const IIN = "910203450678";
const BIN = "201140005671";
const CENTRE = "200540999045";

const operatorOf = (portal: World, template: "OPERATOR" | "SENIOR_OPERATOR" = "OPERATOR") =>
  holder(portal, { template, bin: CENTRE });

it("gives a person without keys their first ones after an operator has seen them, and the new key signs in", async () => {
  const portal = await world();
  const operator = await operatorOf(portal);
  const home = visitor(portal);
  const applicant = await citizen(portal, { iin: IIN });
  const { status, number, keys } = await apply(home, applicant, { email: "asel@example.kz" });
  expect(status).toBe(201);
  expect(await issueConfirmed(portal.issuing)).toBe(0);
  expect(codeOf(await prove(home, { number, key: keys.AUTH }))).toBe("CERTIFICATES_NOT_ISSUED");

  const desk = await signedIn(portal, operator);
  const found = await call(desk, "POST /api/operator/first-keys/search", { json: { by: IIN } });
  expect(found.body).toMatchObject({ found: [{ number, iin: "••••••••0678", state: "SUBMITTED" }] });
  expect((await vouch(desk, operator, number)).body).toEqual({ state: "CONFIRMED", missing: 0 });
  expect(await issueConfirmed(portal.issuing)).toBe(1);

  expect((await prove(home, { number, key: keys.AUTH })).status).toBe(200);
  expect((await prove(home, { number, key: keys.AUTH, act: "installation" })).status).toBe(204);
  const { holderId } = await portal.owner.keyRequest.findUniqueOrThrow({ where: { number } });
  const certificates = await certificatesOf(portal.owner, holderId);
  expect(subjectOf(parseCertificate(certificates.SIGN).subject)).toMatchObject({ commonName: "ОСПАНОВА ӘСЕЛ" });
  expect((await signIn(visitor(portal), { ...operator, keys, certificates })).status).toBe(204);
  expect(portal.faults).toEqual([]);
});

it("B20: a first head's keys take two operators, and nobody counts twice", async () => {
  const portal = await world();
  const [first, second] = [await operatorOf(portal), await operatorOf(portal, "SENIOR_OPERATOR")];
  const { number } = await apply(visitor(portal), await citizen(portal, { iin: IIN, bin: BIN }));
  const desk = await signedIn(portal, first);
  expect((await vouch(desk, first, number)).body).toEqual({ state: "SUBMITTED", missing: 1 });
  expect(await issueConfirmed(portal.issuing)).toBe(0);
  expect(codeOf(await vouch(desk, first, number))).toBe("ALREADY_VOUCHED");
  expect((await vouch(await signedIn(portal, second), second, number)).body).toEqual({
    state: "CONFIRMED",
    missing: 0,
  });
  expect(await issueConfirmed(portal.issuing)).toBe(1);
});

it("B20: whoever knows the IIN and the number gets neither a name nor a certificate", async () => {
  const portal = await world();
  const operator = await operatorOf(portal);
  const home = visitor(portal);
  const applicant = await citizen(portal, { iin: IIN });
  const { number, keys } = await apply(home, applicant);
  await vouch(await signedIn(portal, operator), operator, number);
  await issueConfirmed(portal.issuing);

  const thief = visitor(portal, "198.51.100.7");
  const answer = await call(thief, "GET /api/register-questions/[id]", { id: await ask(thief, applicant) });
  expect(answer.body).toEqual({ state: "FOUND", name: "О••• Ә•••" });
  const tracked = await call(thief, "GET /api/track/[number]", { number });
  expect(Object.keys(tracked.body ?? {}).toSorted()).toEqual(["changedAt", "firstKeys", "number", "state"]);
  for (const key of [newKey(), keys.SIGN]) expect(codeOf(await prove(thief, { number, key }))).toBe("NOT_FOUND");
  const own = await apply(thief, applicant);
  expect(codeOf(await prove(thief, { number, key: own.keys.AUTH }))).toBe("NOT_FOUND");
  expect(codeOf(await prove(thief, { number, key: own.keys.AUTH, says: own.number }))).toBe("NOT_FOUND");
  expect(codeOf(await prove(thief, { number, key: newKey(), act: "installation" }))).toBe("NOT_FOUND");
  expect(codeOf(await prove(home, { number, key: keys.AUTH, says: own.number }))).toBe("NOT_FOUND");
});

it("B20: strangers' requests are in nobody's way, are told of to nobody, and end when the centre has confirmed one", async () => {
  const portal = await world();
  const operator = await operatorOf(portal);
  const applicant = await citizen(portal, { iin: IIN });
  const strangers = [];
  for (const at of [1, 2, 3, 4])
    strangers.push(await apply(visitor(portal, `198.51.100.${at}`), applicant, { email: "x@example.org" }));
  const { number, status } = await apply(visitor(portal), applicant, { email: "asel@example.kz" });
  expect(status).toBe(201);
  expect(codeOf(await apply(visitor(portal), applicant))).toBe("TOO_MANY_OPEN_REQUESTS");

  await vouch(await signedIn(portal, operator), operator, number);
  await issueConfirmed(portal.issuing);
  const states = await portal.owner.keyRequest.groupBy({
    by: ["state", "rejectedFor"],
    where: { confirmation: "REGISTRATION_CENTRE" },
    _count: true,
  });
  expect(states.map(({ state, rejectedFor, _count }) => [state, rejectedFor, _count]).toSorted()).toEqual([
    ["ISSUED", null, 1],
    ["REJECTED", "ANOTHER_CONFIRMED", strangers.length],
  ]);
  const told = await portal.owner.message.findMany({ select: { facts: true } });
  expect(told.length).toBeGreaterThan(0);
  for (const { facts } of told)
    expect(JSON.stringify(facts)).not.toMatch(new RegExp(strangers.map((each) => each.number).join("|")));
});

it("refuses a name, a company or a first head that the state registers do not have, and an answer of another day", async () => {
  const portal = await world();
  const home = visitor(portal);
  await citizen(portal, { iin: IIN, bin: BIN });
  const stateOf = async (applicant: { iin: string; bin?: string }) => {
    const id = await ask(home, applicant);
    return [(await call(home, "GET /api/register-questions/[id]", { id })).body, id] as const;
  };
  expect((await stateOf({ iin: "880101300999" }))[0]).toEqual({ state: "NOT_FOUND" });
  await portal.owner.citizen.create({ data: { iin: "880101300998", ...NAME } });
  const [notHead, question] = await stateOf({ iin: "880101300998", bin: BIN });
  expect(notHead).toEqual({ state: "NOT_FOUND" });
  expect(codeOf(await apply(home, { iin: "880101300998", bin: BIN }, { question }))).toBe("REGISTER_ANSWER_OLD");
  const answered = await ask(home, { iin: IIN });
  portal.clock.set(new Date(portal.clock.now().getTime() + 3_600_000));
  expect(codeOf(await apply(home, { iin: IIN }, { question: answered }))).toBe("REGISTER_ANSWER_OLD");
});

it("B20: takes no keys that did not sign this nonce and these numbers, nor known ones", async () => {
  const portal = await world();
  const home = visitor(portal);
  const applicant = await citizen(portal, { iin: IIN });
  const { keys } = await apply(home, applicant);
  expect(codeOf(await apply(home, applicant, { keys }))).toBe("KEY_REUSED");
  expect(codeOf(await apply(home, applicant, { csrSigner: newKey() }))).toBe("SIGNATURE_INVALID");
  const { applicantName } = await import("#pki/applicant-name.ts");
  expect(codeOf(await apply(home, applicant, { subject: applicantName({ iin: "880101300999" }) }))).toBe(
    "SUBJECT_DIFFERS",
  );
});

it("an operator who opens a request takes it, a colleague is told who has it, and the page says who has decided", async () => {
  const portal = await world();
  const [first, second] = [await operatorOf(portal), await operatorOf(portal, "SENIOR_OPERATOR")];
  const { number } = await apply(visitor(portal), await citizen(portal, { iin: IIN, bin: BIN }));
  const [desk, other] = [await signedIn(portal, first), await signedIn(portal, second)];
  const open = async (at: Visitor) =>
    (await call(at, "POST /api/operator/first-keys/[number]/register-questions", { number, json: {} })).body;
  const found = async (at: Visitor) =>
    (await call(at, "POST /api/operator/first-keys/search", { json: { by: number } })).body;
  const nameOf = ({ actor }: TestHolder) => fullName(actor);
  const shown = async ({ actor }: TestHolder) => openApplication(portal.portal.context, actor, number);

  expect(JSON.stringify(await shown(first))).not.toContain(IIN);
  expect(await open(desk)).toEqual({ id: expect.any(String), iin: IIN });
  expect(await found(desk)).not.toHaveProperty("found.0.takenBy");
  expect(await found(other)).toHaveProperty("found.0.takenBy", nameOf(first));
  expect(await open(other)).toMatchObject({ iin: IIN, takenBy: nameOf(first) });

  expect((await vouch(desk, first, number)).body).toEqual({ state: "SUBMITTED", missing: 1 });
  expect(await open(other)).not.toHaveProperty("takenBy");
  expect((await shown(second)).decided).toBeUndefined();
  expect((await vouch(other, second, number, { verdict: "REFUSE" })).body).toMatchObject({ state: "REFUSED" });
  expect((await shown(first)).decided).toMatchObject({ verdict: "REFUSE", by: nameOf(second), at: portal.clock.now() });
  const third = await operatorOf(portal);
  expect(codeOf(await vouch(await signedIn(portal, third), third, number))).toBe("REQUEST_NOT_WAITING");
  const { id: requestId } = await portal.owner.keyRequest.findUniqueOrThrow({ where: { number } });
  const events = await portal.owner.auditEvent.findMany({ where: { requestId } });
  expect(events.map(({ action }) => action)).toEqual(
    expect.arrayContaining(["applicant-looked-up", "request-claimed", "request-released"]),
  );
});

it("B20: an operator vouches for what was seen and nothing else", async () => {
  const portal = await world();
  const operator = await operatorOf(portal);
  const { number } = await apply(visitor(portal), await citizen(portal, { iin: IIN, bin: BIN }));
  const desk = await signedIn(portal, operator);
  const code = async (wish: Parameters<typeof vouch>[3]) => codeOf(await vouch(desk, operator, number, wish));
  expect(await code({ seen: { faceMatches: false } })).toBe("INPUT_INVALID");
  expect(await code({ seen: { end: "4822" } })).toBe("SIGNATURE_REFUSED");
  expect(await code({ name: "Оспанова Айгүл" })).toBe("SIGNATURE_REFUSED");
  expect(await code({ appointment: undefined })).toBe("APPOINTMENT_REQUIRED");
  expect(await code({ signer: operator.keys.AUTH })).toBe("SIGNATURE_REFUSED");
  const question = await ask(desk, { iin: IIN });
  expect(await code({ question })).toBe("REGISTER_ANSWER_OLD");
  expect((await vouch(desk, operator, number, { verdict: "REFUSE" })).body).toEqual({ state: "REFUSED", missing: 0 });
  expect(await code({})).toBe("REQUEST_NOT_WAITING");
});

it("B20: nobody but operators finds, opens or decides on first keys", async () => {
  const portal = await world();
  const { number } = await apply(visitor(portal), await citizen(portal, { iin: IIN }));
  const operator = await operatorOf(portal);
  const question = await ask(visitor(portal), { iin: IIN });
  for (const wish of [
    { template: "FIRST_HEAD" },
    { template: "AUDITOR", bin: CENTRE },
    { template: "ADMINISTRATOR", bin: CENTRE },
  ] as const) {
    const other = await holder(portal, wish);
    const desk = await signedIn(portal, other);
    expect(codeOf(await call(desk, "POST /api/operator/first-keys/search", { json: { by: IIN } }))).toBe("FORBIDDEN");
    expect(codeOf(await call(desk, "GET /api/operator/register-questions/[id]", { id: question }))).toBe("FORBIDDEN");
    expect(codeOf(await vouch(desk, other, number, { question }))).toBe("FORBIDDEN");
  }
  const own = await apply(visitor(portal), { iin: operator.actor.iin });
  expect(
    codeOf(await vouch(await signedIn(portal, operator), operator, own.number, { name: "Серікова Айгүл Нұрланқызы" })),
  ).toBe("OWN_REQUEST");
});

it("asks again when the state registers were silent, and says so meanwhile", async () => {
  const portal = await world();
  const home = visitor(portal);
  const silent = {
    findPerson: async () => ({ kind: "UNAVAILABLE" as const }),
    findCompany: async () => ({ kind: "UNAVAILABLE" as const }),
  };
  const { answerQuestions } = await import("#portal/first-keys/answer-questions.ts");
  const json = { capacity: "INDIVIDUAL", iin: IIN };
  const { body } = await call(home, "POST /api/register-questions", { json });
  const id = Object.values(body ?? {}).map(String)[0] ?? "";
  await expect(answerQuestions({ ...portal.issuing, citizens: silent })).rejects.toThrow("do not answer");
  expect((await call(home, "GET /api/register-questions/[id]", { id })).body).toEqual({ state: "DELAYED" });
  await citizen(portal, { iin: IIN });
  await answerQuestions(portal.issuing);
  expect((await call(home, "GET /api/register-questions/[id]", { id })).body).toMatchObject({ state: "FOUND" });
});

it("who types numbers to see whose they are is stopped", async () => {
  const portal = await world({ limits: { "register-question": 2, "first-keys": 1, possession: 1 } });
  const thief = visitor(portal);
  const json = { capacity: "INDIVIDUAL", iin: IIN };
  const answers = [];
  for (const _ of [1, 2, 3]) answers.push((await call(thief, "POST /api/register-questions", { json })).status);
  expect(answers).toEqual([202, 202, 429]);
});
