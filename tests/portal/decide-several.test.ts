import { expect, it } from "vitest";
import { CHOSEN_AT_MOST, ChosenNumbers } from "#portal/approvals/contract.ts";
import { openSeveral } from "#portal/approvals/open.ts";
import { decide, decisionBody } from "#tests/support/decide.ts";
import { cancel, submit } from "#tests/support/reissue.ts";
import { signedIn } from "#tests/support/sign-in.ts";
import { call, codeOf } from "#tests/support/visitor.ts";
import { holder, type TestHolder, type World, world } from "#tests/support/world.ts";

const OTHER_BIN = "150940999028";
const actorOf = ({ actor }: TestHolder) => ({ ...actor, certificateId: "" });

async function submitted(portal: World, count: number) {
  const made: { employee: TestHolder; number: string }[] = [];
  for (let at = 0; at < count; at++) {
    const employee = await holder(portal);
    made.push({ employee, number: (await submit(await signedIn(portal, employee), employee)).number });
  }
  return made;
}

it("B15: keeps each of several decisions by itself: what is wrong with one row touches no other", async () => {
  const portal = await world();
  const manager = await holder(portal, { template: "FIRST_HEAD" });
  const second = await holder(portal, { template: "FIRST_HEAD" });
  const own = await signedIn(portal, manager);
  const rows = await submitted(portal, 5);
  const [good, faster, taken, changed, last] = rows.map(({ number }) => number);
  // every document is begun before the first is sent, as the browser does
  const bodies = [];
  for (const { number } of rows) bodies.push({ number, json: await decisionBody(own, manager, number) });

  await decide(await signedIn(portal, second), second, faster ?? "", { verdict: "REFUSE" });
  const [, , { employee } = { employee: manager }] = rows;
  await cancel(await signedIn(portal, employee), employee, taken ?? "");
  await portal.owner.$executeRaw`ALTER TABLE key_request DISABLE TRIGGER USER`;
  await portal.owner.keyRequest.update({ where: { number: changed ?? "" }, data: { revision: 2 } });
  await portal.owner.$executeRaw`ALTER TABLE key_request ENABLE TRIGGER USER`;

  const codes = [];
  for (const sent of bodies) codes.push(codeOf(await call(own, "POST /api/requests/[number]/decision", sent)));
  expect(codes).toEqual(["", "REQUEST_NOT_WAITING", "REQUEST_NOT_WAITING", "SIGNATURE_REFUSED", ""]);
  const kept = await portal.owner.decision.findMany({ include: { request: true, document: true } });
  const mine = kept.filter(({ approverHolderId }) => approverHolderId === manager.holderId);
  expect(mine.map(({ request }) => request.number).toSorted()).toEqual([good, last].toSorted());
  expect(new Set(mine.map(({ documentId }) => documentId)).size).toBe(2);
  for (const { request, document } of mine) expect(document.text).toContain(`\nnumber: ${request.number}\n`);

  const seen = await openSeveral(portal.portal.context, actorOf(manager), [faster ?? ""]);
  expect(seen[0]?.decided).toMatchObject({ verdict: "REFUSE", by: expect.stringContaining(second.actor.surname) });
});

it("B14: no signature of a row is good for another row", async () => {
  const portal = await world();
  const manager = await holder(portal, { template: "FIRST_HEAD" });
  const own = await signedIn(portal, manager);
  const [one = "", other = ""] = (await submitted(portal, 2)).map(({ number }) => number);
  const json = await decisionBody(own, manager, one);
  const crossed = await call(own, "POST /api/requests/[number]/decision", { number: other, json });
  expect(codeOf(crossed)).toBe("SIGNATURE_REFUSED");
  // used up with it
  expect(codeOf(await call(own, "POST /api/requests/[number]/decision", { number: one, json }))).toBe(
    "CHALLENGE_REFUSED",
  );
});

it("B8, B11: opens the chosen ones in their order, and another organisation's as if they were not", async () => {
  const portal = await world();
  const manager = await holder(portal, { template: "FIRST_HEAD" });
  const stranger = await holder(portal, { template: "FIRST_HEAD", bin: OTHER_BIN });
  const numbers = (await submitted(portal, 3)).map(({ number }) => number);
  const { context } = portal.portal;
  const asked = numbers.toReversed();
  const opened = await openSeveral(context, actorOf(manager), [...asked, "0000000000000"]);
  expect(opened.map(({ facts }) => facts.number)).toEqual(asked);
  expect(await openSeveral(context, actorOf(stranger), asked)).toEqual([]);
  await expect(openSeveral(context, actorOf(await holder(portal)), asked)).toRejectWithCode("FORBIDDEN");
});

it.each([
  ["nothing", undefined, 0],
  ["one", "0123456789ABC", 1],
  ["one twice", ["0123456789ABC", "0123456789ABC"], 1],
  ["what is no number", ["'; --", "0123456789abc", "", "0123456789ABC"], 1],
  ["more than a page has", Array.from({ length: 70 }, (_, at) => `01234567890${10 + at}`), CHOSEN_AT_MOST],
])("takes from an address the numbers alone, no more than a page: %s", (_, asked, count) => {
  expect(ChosenNumbers.parse(asked)).toHaveLength(count);
});
