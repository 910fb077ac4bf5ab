import { expect, it } from "vitest";
import { openForDecision } from "#portal/approvals/open.ts";
import { wordText } from "#portal/documents/request-form.ts";
import { call, codeOf, decide, decisionBody, signedIn, submit, type Visitor } from "#tests/support/visitor.ts";
import { certificatesOf, holder, ORIGIN, type TestHolder, type World, world } from "#tests/support/world.ts";

const DAY_MS = 86_400_000;
const OTHER_BIN = "150940999028";

interface Office {
  readonly portal: World;
  readonly manager: TestHolder;
  readonly office: Visitor;
  readonly employee: TestHolder;
  readonly desk: Visitor;
}

async function office(): Promise<Office> {
  const portal = await world();
  const manager = await holder(portal, { template: "FIRST_HEAD" });
  const employee = await holder(portal);
  return { portal, manager, office: await signedIn(portal, manager), employee, desk: await signedIn(portal, employee) };
}

const stateOf = async ({ owner }: World, number: string) =>
  (await owner.keyRequest.findUniqueOrThrow({ where: { number } })).state;

it.each([
  ["CONFIRM", "CONFIRMED"],
  ["REFUSE", "REFUSED"],
] as const)("keeps the senior manager's %s with the document that was signed", async (verdict, state) => {
  const { portal, manager, office: own, employee, desk } = await office();
  const { number } = await submit(desk, employee);
  expect((await decide(own, manager, number, { verdict })).status).toBe(204);
  expect(await stateOf(portal, number)).toBe(state);
  const [decision] = await portal.owner.decision.findMany({ include: { document: true } });
  expect(decision).toMatchObject({ verdict, revision: 1, approverHolderId: manager.holderId });
  expect(decision?.document.text).toContain(`\nnumber: ${number}\n`);
});

it("H4: builds the page's text and the signed text from the same facts, byte for byte", async () => {
  const { portal, manager, office: own, employee, desk } = await office();
  const { number } = await submit(desk, employee);
  const actor = { ...manager.actor, certificateId: "" };
  const { facts } = await openForDecision(portal.portal.context, actor, number);
  const body = await decisionBody(own, manager, number);
  await call(own, "POST /api/requests/[number]/decision", { number, json: body });
  const [decision] = await portal.owner.decision.findMany({ include: { document: true } });
  const shown = wordText(facts, { origin: ORIGIN, nonce: body.nonce, language: "en", verdict: "CONFIRM" });
  expect(decision?.document.text).toBe(shown);
});

it("B11: answers another company's manager as if the request did not exist", async () => {
  const { portal, employee, desk } = await office();
  const stranger = await holder(portal, { template: "FIRST_HEAD", bin: OTHER_BIN });
  const elsewhere = await signedIn(portal, stranger);
  const { number } = await submit(desk, employee);
  const foreign = await decide(elsewhere, stranger, number);
  const absent = await call(elsewhere, "POST /api/requests/[number]/decision", {
    number: "0000000000000",
    json: await decisionBody(elsewhere, stranger, number),
  });
  expect(foreign.status).toBe(404);
  expect([foreign.body, [...foreign.headers]]).toEqual([absent.body, [...absent.headers]]);
  expect(await stateOf(portal, number)).toBe("SUBMITTED");
});

it("B12: lets nobody decide on their own request, in whatever capacity they made it", async () => {
  const { portal, manager, office: own } = await office();
  const second = await holder(portal, { iin: manager.actor.iin });
  const { number } = await submit(await signedIn(portal, second), second);
  expect(codeOf(await decide(own, manager, number))).toBe("OWN_REQUEST");
  expect(await portal.owner.decision.count()).toBe(0);
});

it.each(["EMPLOYEE", "HR", "RIGHT_TO_SIGN", "FINANCIAL_SIGNATURE"] as const)("lets no %s decide", async (template) => {
  const { portal, employee, desk } = await office();
  const colleague = await holder(portal, { template });
  const { number } = await submit(desk, employee);
  expect(codeOf(await decide(await signedIn(portal, colleague), colleague, number))).toBe("FORBIDDEN");
  expect(await stateOf(portal, number)).toBe("SUBMITTED");
});

it.each([["revoked", { revokedAt: new Date(0), revocationReason: "SUPERSEDED" as const }]])(
  "B13: refuses a manager whose SIGN certificate was %s since signing in",
  async (_, data) => {
    const { portal, manager, office: own, employee, desk } = await office();
    const { number } = await submit(desk, employee);
    const json = await decisionBody(own, manager, number);
    await portal.owner.certificate.updateMany({ where: { holderId: manager.holderId, slot: "SIGN" }, data });
    expect(codeOf(await call(own, "POST /api/requests/[number]/decision", { number, json }))).toBe("NO_VALID_KEY");
    expect(await stateOf(portal, number)).toBe("SUBMITTED");
  },
);

it("B13: refuses a manager who is blocked, or who is none any more", async () => {
  const { portal, manager, office: own, employee, desk } = await office();
  const { number } = await submit(desk, employee);
  const json = await decisionBody(own, manager, number);
  await portal.owner.holder.update({ where: { id: manager.holderId }, data: { template: "EMPLOYEE" } });
  expect(codeOf(await call(own, "POST /api/requests/[number]/decision", { number, json }))).toBe("FORBIDDEN");
  await portal.owner.holder.update({ where: { id: manager.holderId }, data: { blockedAt: new Date() } });
  expect((await call(own, "POST /api/requests/[number]/decision", { number, json })).status).toBe(401);
});

it("B14: a signature fits one request, one verdict and one reason alone", async () => {
  const { portal, manager, office: own, employee, desk } = await office();
  const colleague = await holder(portal);
  const { number } = await submit(desk, employee);
  const { number: other } = await submit(await signedIn(portal, colleague), colleague);
  expect(codeOf(await decide(own, manager, number, { about: other }))).toBe("SIGNATURE_REFUSED");

  const refusal = await decisionBody(own, manager, number, { verdict: "REFUSE" });
  const send = (json: unknown) => call(own, "POST /api/requests/[number]/decision", { number, json });
  expect(codeOf(await send({ ...refusal, reason: "Басқа себеп" }))).toBe("SIGNATURE_REFUSED");
  const { reason: _reason, ...confirming } = await decisionBody(own, manager, number, { verdict: "REFUSE" });
  expect(codeOf(await send({ ...confirming, verdict: "CONFIRM" }))).toBe("CHALLENGE_REFUSED");
  expect(await portal.owner.decision.count()).toBe(0);
});

it("B14: refuses a signed text in which any fact says otherwise", async () => {
  const { portal, manager, office: own, employee, desk } = await office();
  const { number } = await submit(desk, employee);
  for (const line of [
    "revision",
    "number",
    "auth-key",
    "sign-key",
    "form",
    "iin",
    "name",
    "bin",
    "template",
    "expires",
    "storage",
  ]) {
    const text = (right: string) => right.replace(`\n${line}: `, `\n${line}: 0`);
    expect(codeOf(await decide(own, manager, number, { text })), line).toBe("SIGNATURE_REFUSED");
  }
  expect(await stateOf(portal, number)).toBe("SUBMITTED");
});

it("B15: gives one decision when two managers, or one with two clicks, decide at once", async () => {
  const { portal, manager, office: own, employee, desk } = await office();
  const second = await holder(portal, { template: "FIRST_HEAD" });
  const { number } = await submit(desk, employee);
  const other = await signedIn(portal, second);
  const sent = [
    { by: own, json: await decisionBody(own, manager, number) },
    { by: own, json: await decisionBody(own, manager, number, { verdict: "REFUSE" }) },
    { by: other, json: await decisionBody(other, second, number) },
    { by: other, json: await decisionBody(other, second, number, { verdict: "REFUSE" }) },
  ];
  const answers = await Promise.all(
    sent.map(({ by, json }) => call(by, "POST /api/requests/[number]/decision", { number, json })),
  );
  expect(answers.filter(({ status }) => status === 204)).toHaveLength(1);
  expect(new Set(answers.filter(({ status }) => status !== 204).map(codeOf))).toEqual(new Set(["REQUEST_NOT_WAITING"]));
  expect(await portal.owner.decision.count()).toBe(1);
  expect(await portal.owner.signedDocument.count({ where: { purpose: { in: ["CONFIRM", "REFUSE"] } } })).toBe(1);
  expect(portal.faults).toEqual([]);
});

it("B15: refuses a decision after thirty days, and takes it a second earlier", async () => {
  for (const [ms, code] of [
    [30 * DAY_MS - 1000, ""],
    [30 * DAY_MS, "REQUEST_EXPIRED"],
  ] as const) {
    const { portal, manager, employee, desk } = await office();
    const { number } = await submit(desk, employee);
    portal.clock.set(new Date(portal.clock.now().getTime() + ms));
    expect(codeOf(await decide(await signedIn(portal, manager), manager, number))).toBe(code);
  }
});

it("does not ask for a word where none is needed", async () => {
  const { portal, manager, office: own } = await office();
  const head = await holder(portal, { template: "FIRST_HEAD" });
  const { number } = await submit(await signedIn(portal, head), head);
  expect(codeOf(await decide(own, manager, number))).toBe("NOT_FOUND");
});

it("takes the word of a manager who has signed with renewed keys", async () => {
  const { portal, manager, employee, desk } = await office();
  const { number } = await submit(desk, employee);
  const again = { ...manager, certificates: await certificatesOf(portal.owner, manager.holderId) };
  expect((await decide(await signedIn(portal, again), again, number)).status).toBe(204);
});
