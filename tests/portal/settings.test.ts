import { expect, it } from "vitest";
import { signedIn } from "#tests/support/sign-in.ts";
import { call, codeOf } from "#tests/support/visitor.ts";
import { holder, type World, world } from "#tests/support/world.ts";

const WISHES = { language: "ru", emailNotices: false, noticeKindsOff: ["REQUESTS", "EXPIRY"] };

const wishesOf = ({ owner }: World, id: string) =>
  owner.person.findUniqueOrThrow({
    where: { id },
    select: { language: true, emailNotices: true, noticeKindsOff: true },
  });

it("keeps the language, whether letters come and what nobody wants to be told, of this person alone", async () => {
  const portal = await world();
  const [person, other] = [await holder(portal), await holder(portal)];
  const browser = await signedIn(portal, person);
  expect((await call(browser, "PUT /api/profile", { json: WISHES })).status).toBe(204);
  expect(await wishesOf(portal, person.personId)).toEqual(WISHES);
  expect(await wishesOf(portal, other.personId)).toEqual({ language: "kk", emailNotices: true, noticeKindsOff: [] });

  const all = { language: "kk", emailNotices: true, noticeKindsOff: [] };
  expect((await call(browser, "PUT /api/profile", { json: all })).status).toBe(204);
  expect(await wishesOf(portal, person.personId)).toEqual(all);
});

it("writes beside new settings who chose what", async () => {
  const portal = await world();
  const person = await holder(portal);
  await call(await signedIn(portal, person), "PUT /api/profile", { json: WISHES });
  expect(await portal.owner.auditEvent.findMany({ where: { action: "settings-changed" } })).toMatchObject([
    { actorId: person.holderId, facts: { language: "ru", emailNotices: "false", noticeKindsOff: "REQUESTS EXPIRY" } },
  ]);
});

const REFUSED: Readonly<Record<string, unknown>> = {
  "switches security notices off": { ...WISHES, noticeKindsOff: ["NEW_BROWSER"] },
  "names what we do not know": { ...WISHES, noticeKindsOff: ["EVERYTHING"] },
  "names a kind twice": { ...WISHES, noticeKindsOff: ["EXPIRY", "EXPIRY"] },
  "leaves out what it wants to be told": { language: "ru", emailNotices: false },
  "brings an address": { ...WISHES, email: "mallory@example.com" },
  "wants a language that we do not have": { ...WISHES, language: "de" },
};

it("changes nothing for a wish that is not one of ours", async () => {
  const portal = await world();
  const person = await holder(portal);
  const browser = await signedIn(portal, person);
  const before = await wishesOf(portal, person.personId);
  for (const [wish, json] of Object.entries(REFUSED)) {
    const answer = await call(browser, "PUT /api/profile", { json });
    expect([answer.status, codeOf(answer)], wish).toEqual([400, "INPUT_INVALID"]);
  }
  expect(await wishesOf(portal, person.personId)).toEqual(before);
});
