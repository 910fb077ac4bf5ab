import { expect, it } from "vitest";
import { forgetEnded } from "#portal/sign-in/forget-ended.ts";
import { later } from "#tests/support/confirmed.ts";
import { signedIn, signIn } from "#tests/support/sign-in.ts";
import { call, visitor } from "#tests/support/visitor.ts";
import { holder, type World, world } from "#tests/support/world.ts";

const DAY_MS = 86_400_000;
const KNOWN = "__Host-tanba-known";
const CHROME = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36";

const letters = ({ owner }: World) =>
  owner.message.findMany({ where: { kind: "NEW_BROWSER" }, orderBy: { id: "asc" } });

async function scene() {
  const portal = await world();
  const person = await holder(portal);
  return { portal, person, first: await signedIn(portal, person) };
}

it("writes to a person who signs in from a new browser, once, and not for their first", async () => {
  const { portal, person, first } = await scene();
  expect(await letters(portal)).toEqual([]);
  await signIn(first, person);
  expect(await letters(portal)).toEqual([]);

  const second = visitor(portal);
  await signIn(second, person, { userAgent: CHROME });
  const at = portal.clock.now().toISOString();
  const letter = {
    channel: "EMAIL",
    personId: person.personId,
    address: null,
    facts: { browser: "Chrome, Linux", at },
  };
  expect(await letters(portal)).toMatchObject([letter]);
  await signIn(second, person, { userAgent: CHROME });
  expect(await letters(portal)).toHaveLength(1);
});

it("knows a browser in every capacity of a person, and for each person by itself", async () => {
  const { portal, person, first } = await scene();
  const alsoPerson = await holder(portal, { template: "INDIVIDUAL", iin: person.actor.iin });
  await signIn(first, alsoPerson);
  expect(await letters(portal)).toEqual([]);

  const colleague = await holder(portal);
  await signedIn(portal, colleague);
  await signIn(first, colleague);
  expect(await letters(portal)).toMatchObject([{ personId: colleague.personId }]);
  const rows = await portal.owner.knownBrowser.findMany();
  expect(new Set(rows.map(({ browserSha256 }) => Buffer.from(browserSha256).toString("hex"))).size).toBe(rows.length);
});

it("writes for a browser whose mark is no mark of ours, and after the others were ended", async () => {
  const { portal, person, first } = await scene();
  const second = await signedIn(portal, person);
  expect(await letters(portal)).toHaveLength(1);
  second.cookies.set(KNOWN, "forged");
  await signIn(second, person);
  expect(await letters(portal)).toHaveLength(2);

  await call(first, "DELETE /api/sessions");
  await signIn(second, person);
  expect(await letters(portal)).toHaveLength(3);
  await signIn(first, person);
  expect(await letters(portal)).toHaveLength(3);
});

it("writes for all but one of many new browsers at once", async () => {
  const portal = await world();
  const person = await holder(portal);
  await Promise.all(Array.from({ length: 8 }, () => signedIn(portal, person)));
  expect(await letters(portal)).toHaveLength(7);
});

it("forgets a browser after 400 days, but never the last one", async () => {
  const { portal, person, first } = await scene();
  const second = await signedIn(portal, person);
  later(portal, 200 * DAY_MS);
  await signIn(second, person);
  later(portal, 201 * DAY_MS);
  await forgetEnded(portal.issuing);
  expect(await portal.owner.knownBrowser.count()).toBe(1);
  later(portal, 365 * DAY_MS);
  await forgetEnded(portal.issuing);
  expect(await portal.owner.knownBrowser.count()).toBe(1);
  expect(first.cookies.get(KNOWN)).not.toBe(second.cookies.get(KNOWN));
});

it("opens no session whose letter could not be queued", async () => {
  const { portal, person } = await scene();
  const sessions = await portal.owner.session.count();
  await portal.owner.$executeRawUnsafe("ALTER TABLE message ADD CONSTRAINT none CHECK (kind <> 'NEW_BROWSER')");
  expect((await signIn(visitor(portal), person)).status).toBe(500);
  expect(await portal.owner.session.count()).toBe(sessions);
  expect(portal.faults).toHaveLength(1);
});
