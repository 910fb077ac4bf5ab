import { expect, it } from "vitest";
import { openForDecision } from "#portal/approvals/open.ts";
import { decideOnce } from "#portal/approvals/store.ts";
import { wordText } from "#portal/documents/request-form.ts";
import { decide, decisionBody } from "#tests/support/decide.ts";
import { submit } from "#tests/support/reissue.ts";
import { signedIn } from "#tests/support/sign-in.ts";
import { call, codeOf, type Visitor } from "#tests/support/visitor.ts";
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

/** Between the signature's check and the statement that decides, the register may have changed: that statement asks anew. */
it.each([
  ["nothing has changed", undefined, undefined],
  [
    "the certificate is revoked",
    "UPDATE certificate SET revoked_at = now(), revocation_reason = 'SUPERSEDED' WHERE holder_id = $1",
    "FORBIDDEN",
  ],
  ["the manager is blocked", "UPDATE holder SET blocked_at = now() WHERE id = $1", "FORBIDDEN"],
  ["the manager is another company's", "UPDATE holder SET organisation_id = NULL WHERE id = $1", "FORBIDDEN"],
  [
    "the manager is the applicant",
    "UPDATE holder h SET person_id = m.person_id FROM holder m WHERE m.id = $1 AND h.template = 'EMPLOYEE'",
    "FORBIDDEN",
  ],
  [
    "the request was taken back",
    "UPDATE key_request SET state = 'CANCELLED' WHERE document_id IS NOT NULL AND $1::uuid IS NOT NULL",
    "REQUEST_NOT_WAITING",
  ],
])("B11, B12, B13, B15: asks the register once more in the statement that decides: %s", async (_, change, code) => {
  const { portal, manager, employee, desk } = await office();
  const { number } = await submit(desk, employee);
  const { id: requestId } = await portal.owner.keyRequest.findUniqueOrThrow({ where: { number } });
  const where = { holderId: manager.holderId, slot: "SIGN" as const };
  const { id: certificateId } = await portal.owner.certificate.findFirstOrThrow({ where });
  const at = portal.clock.now();
  const signed = { purpose: "CONFIRM" as const, text: "text", cms: new Uint8Array(1), certificateId, signedAt: at };
  const { id: documentId } = await portal.owner.signedDocument.create({ data: signed });
  // a capacity of another person or company: the register would not take it, and is not what is tried here
  await portal.owner.$executeRaw`ALTER TABLE holder DISABLE TRIGGER guard`;
  if (change) await portal.owner.$executeRawUnsafe(change.replace("$1", `'${manager.holderId}'`));

  const word = { verdict: "CONFIRM" as const, reason: null, approverHolderId: manager.holderId, decidedAt: at };
  const decided = portal.portal.context.db.$transaction((tx) =>
    decideOnce(tx, { requestId, revision: 1, documentId, ...word }, certificateId),
  );
  if (code) await expect(decided).toRejectWithCode(code);
  else await decided;
  expect(await portal.owner.decision.count()).toBe(code ? 0 : 1);
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
