import { expect, it } from "vitest";
import { listWaiting } from "#portal/approvals/list-waiting.ts";
import { openForDecision } from "#portal/approvals/open.ts";
import { waitingFor } from "#portal/approvals/waiting-for.ts";
import { issueConfirmed } from "#portal/requests/issue-confirmed.ts";
import { request } from "#tests/support/confirmed.ts";
import { decide } from "#tests/support/decide.ts";
import { plant } from "#tests/support/one-confirmed.ts";
import { submit } from "#tests/support/reissue.ts";
import { signedIn } from "#tests/support/sign-in.ts";
import { codeOf } from "#tests/support/visitor.ts";
import { holder, type TestHolder, type World, world } from "#tests/support/world.ts";
import { confirmWith, file, withheldForm, wordOf } from "./stolen-web.ts";

/** An organisation that wants so many confirmations, with three who may confirm. */
async function careful(confirmations: number) {
  const portal = await world();
  const heads = [await holder(portal, { template: "FIRST_HEAD" }), await holder(portal, { template: "FIRST_HEAD" })];
  const third = await holder(portal, { template: "FIRST_HEAD" });
  const employee = await holder(portal);
  await portal.owner.organisation.updateMany({ data: { confirmations } });
  const [first, second] = heads;
  if (!first || !second) throw new Error("no heads");
  return { portal, first, second, third, employee };
}

const say = async (portal: World, manager: TestHolder, number: string, verdict: "CONFIRM" | "REFUSE" = "CONFIRM") =>
  decide(await signedIn(portal, manager), manager, number, { verdict });
const filed = async (portal: World, employee: TestHolder) =>
  (await submit(await signedIn(portal, employee), employee)).number;

it("B13: where an organisation wants two confirmations, the first issues nothing and the second does", async () => {
  const { portal, first, second, employee } = await careful(2);
  const number = await filed(portal, employee);
  expect((await say(portal, first, number)).status).toBe(204);
  expect((await request(portal, number)).state).toBe("SUBMITTED");
  expect(await issueConfirmed(portal.issuing)).toBe(0);
  expect((await say(portal, second, number)).status).toBe(204);
  expect((await request(portal, number)).state).toBe("CONFIRMED");
  expect(await issueConfirmed(portal.issuing)).toBe(1);
  expect((await request(portal, number)).certificates).toHaveLength(2);
});

it("B13: one person confirms once, and the second who is needed is somebody else", async () => {
  const { portal, first, employee } = await careful(2);
  const number = await filed(portal, employee);
  await say(portal, first, number);
  expect(codeOf(await say(portal, first, number))).toBe("REQUEST_NOT_WAITING");
  // the same person in another capacity: a row that no use case would write
  const { holderId } = await holder(portal, { template: "ADMINISTRATOR", iin: first.actor.iin });
  const decision = await portal.owner.decision.findFirstOrThrow();
  const documentId = (await portal.owner.signedDocument.findFirstOrThrow({ where: { purpose: "REISSUE" } })).id;
  const again = { ...decision, id: undefined, documentId, approverHolderId: holderId, approverPersonId: null };
  await expect(portal.portal.context.db.decision.create({ data: again })).rejects.toThrow(/Unique constraint/);
});

it("B15: one refusal ends a request that others have confirmed", async () => {
  const { portal, first, second, third, employee } = await careful(3);
  const number = await filed(portal, employee);
  await say(portal, first, number);
  await say(portal, second, number, "REFUSE");
  expect((await request(portal, number)).state).toBe("REFUSED");
  expect(codeOf(await say(portal, third, number))).toBe("REQUEST_NOT_WAITING");
});

it("B13: what is needed is what the organisation wanted when the request was filed", async () => {
  const { portal, first, employee } = await careful(1);
  const number = await filed(portal, employee);
  await portal.owner.organisation.updateMany({ data: { confirmations: 3 } });
  await say(portal, first, number);
  expect((await request(portal, number)).state).toBe("CONFIRMED");
  expect(await issueConfirmed(portal.issuing)).toBe(1);
});

it("B13: nobody but a person's own organisation is asked for more than one", async () => {
  const { portal, first } = await careful(3);
  const number = await filed(portal, first);
  expect(await request(portal, number)).toMatchObject({ state: "CONFIRMED", confirmationsNeeded: 1 });
});

it("shows each of them what waits for their own word, and who has given theirs", async () => {
  const { portal, first, second, employee } = await careful(2);
  const number = await filed(portal, employee);
  await say(portal, first, number);
  const { context } = portal.portal;
  const seenBy = async (manager: TestHolder) => {
    const actor = { ...manager.actor, certificateId: "" };
    const { rows } = await listWaiting(context, actor, { tab: "waiting", cursor: {} });
    const { decided, confirmations } = await openForDecision(context, actor, number);
    const count = (await waitingFor(context, actor))?.count;
    return { rows: rows.length, count, decided: decided?.verdict, confirmations };
  };
  const confirmations = { needed: 2, by: ["Серікова Айгүл Нұрланқызы"] };
  expect(await seenBy(first)).toEqual({ rows: 0, count: 0, decided: "CONFIRM", confirmations });
  expect(await seenBy(second)).toEqual({ rows: 1, count: 1, decided: undefined, confirmations });
});

it.each([
  [
    "the first's certificate is revoked",
    "UPDATE certificate SET revoked_at = now(), revocation_reason = 'SUPERSEDED' WHERE holder_id = $",
  ],
  ["the first has lost the role", "UPDATE holder SET template = 'EMPLOYEE' WHERE id = $"],
  ["the first is blocked", "UPDATE holder SET blocked_at = now() WHERE id = $"],
  ["the first has said nothing", "DELETE FROM decision WHERE approver_holder_id = $"],
])("B13: issues nothing when of two confirmations %s", async (_, sql) => {
  const { portal, first, second, employee } = await careful(2);
  const number = await filed(portal, employee);
  await say(portal, first, number);
  await say(portal, second, number);
  await plant(portal, sql.replace("$", `'${first.holderId}'`));
  await issueConfirmed(portal.issuing);
  expect(await request(portal, number)).toMatchObject({
    state: "REJECTED",
    rejectedFor: "FORBIDDEN",
    certificates: [],
  });
});

it("C6: believes no second signature that was given for another request", async () => {
  const { portal, first, second, employee } = await careful(2);
  const other = await holder(portal);
  const elsewhere = await filed(portal, other);
  await say(portal, second, elsewhere);
  const number = await filed(portal, employee);
  await say(portal, first, number);
  await say(portal, second, number);
  await plant(
    portal,
    `UPDATE signed_document SET (text, cms) = (SELECT d.text, d.cms FROM signed_document d JOIN decision w ON w.document_id = d.id
       JOIN key_request r ON r.id = w.request_id WHERE r.number = '${elsewhere}')
     WHERE id = (SELECT w.document_id FROM decision w JOIN key_request r ON r.id = w.request_id
       WHERE r.number = '${number}' AND w.approver_holder_id = '${second.holderId}')`,
  );
  await issueConfirmed(portal.issuing);
  expect(await request(portal, number)).toMatchObject({ state: "REJECTED", rejectedFor: "SIGNATURE_REFUSED" });
});

it("B16: web's own role can neither lower what is needed nor confirm with less", async () => {
  const { portal, first, employee } = await careful(2);
  const { db } = portal.portal.context;
  const at = portal.clock.now();
  const form = await withheldForm(await signedIn(portal, employee), employee);
  const requestId = await file(db, form, at, { confirmation: "SENIOR_MANAGER" });
  const word = await wordOf(await signedIn(portal, first), first, form.number);
  const tries = [
    () => db.organisation.updateMany({ data: { confirmations: 1 } }),
    () => db.keyRequest.updateMany({ where: { id: requestId }, data: { confirmationsNeeded: 1 } }),
    () => db.$transaction((tx) => confirmWith(tx, word, { requestId, approverHolderId: first.holderId, at })),
  ];
  for (const attempt of tries) await expect(attempt()).rejects.toThrow();
  expect(await request(portal, form.number)).toMatchObject({ state: "SUBMITTED", confirmationsNeeded: 2 });
  await portal.owner.organisation.updateMany({ data: { confirmations: 1 } });
  expect((await request(portal, form.number)).confirmationsNeeded).toBe(2);
});

it("B16: web's own role files no request that needs less than its organisation wants", async () => {
  const { portal, employee } = await careful(3);
  const form = await withheldForm(await signedIn(portal, employee), employee);
  const { db } = portal.portal.context;
  const id = await file(db, form, portal.clock.now(), { confirmation: "SENIOR_MANAGER", confirmationsNeeded: 1 });
  expect(await db.keyRequest.findUniqueOrThrow({ where: { id } })).toMatchObject({ confirmationsNeeded: 3 });
});
