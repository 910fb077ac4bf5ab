import { randomBytes } from "node:crypto";
import { expect, it } from "vitest";
import { toBase64Url } from "#pki/bytes.ts";
import { secretHash } from "#portal/sign-in/secret-hash.ts";
import { later } from "#tests/support/confirmed.ts";
import { revokeAll } from "#tests/support/revoke-all.ts";
import { signedIn, signIn } from "#tests/support/sign-in.ts";
import { call, visitor } from "#tests/support/visitor.ts";
import { holder, world } from "#tests/support/world.ts";

const MINUTE_MS = 60_000;
const SESSION = "__Host-tanba-session";
const KNOWN = "__Host-tanba-known";
const BROWSER = "__Host-tanba-browser";

it("A9: ends every session at once when its certificate is revoked or its holder blocked", async () => {
  const portal = await world();
  const [revoked, blocked] = [await holder(portal), await holder(portal)];
  const [first, second] = [await signedIn(portal, revoked), await signedIn(portal, blocked)];
  expect((await call(first, "GET /api/session")).status).toBe(200);
  expect((await call(second, "GET /api/session")).status).toBe(200);

  await revokeAll(portal, revoked.holderId);
  await portal.owner.holder.update({ where: { id: blocked.holderId }, data: { blockedAt: portal.clock.now() } });
  expect((await call(first, "GET /api/session")).status).toBe(401);
  expect((await call(second, "GET /api/session")).status).toBe(401);
});

it("A10: gives the session a new id at every sign-in, and ends the old one", async () => {
  const portal = await world();
  const person = await holder(portal, { template: "INDIVIDUAL" });
  const browser = await signedIn(portal, person);
  const old = browser.cookies.get(SESSION) ?? "";

  expect((await signIn(browser, person)).status).toBe(204);
  expect(browser.cookies.get(SESSION)).not.toBe(old);
  const thief = { ...visitor(portal), cookies: new Map([[SESSION, old]]) };
  expect((await call(thief, "GET /api/session")).status).toBe(401);
});

it("A10: never takes a session id that it did not make", async () => {
  const portal = await world();
  const person = await holder(portal, { template: "INDIVIDUAL" });
  const fixed = toBase64Url(randomBytes(32));
  const browser = visitor(portal);
  browser.cookies.set(SESSION, fixed);
  expect((await signIn(browser, person)).status).toBe(204);
  expect(browser.cookies.get(SESSION)).not.toBe(fixed);
});

it("A10: ends the session at sign-out, for whoever kept its id", async () => {
  const portal = await world();
  const browser = await signedIn(portal, await holder(portal));
  const copy = { ...browser, cookies: new Map(browser.cookies) };
  expect((await call(browser, "DELETE /api/session")).status).toBe(204);
  expect(browser.cookies.has(SESSION)).toBe(false);
  expect((await call(copy, "GET /api/session")).status).toBe(401);
});

it("A10: stores tokens only hashed, and sets cookies that no script, no other host and no plain line sees", async () => {
  const portal = await world();
  const person = await holder(portal, { template: "INDIVIDUAL" });
  const browser = visitor(portal);
  const asked = await call(browser, "POST /api/challenges", { json: { purpose: "SIGN_IN" } });
  expect(asked.headers.getSetCookie()).toEqual([
    `${BROWSER}=${browser.cookies.get(BROWSER)}; Path=/; HttpOnly; SameSite=Strict; Secure`,
  ]);
  const answer = await signIn(browser, person);
  const token = browser.cookies.get(SESSION) ?? "";
  const known = browser.cookies.get(KNOWN) ?? "";
  expect(answer.headers.getSetCookie()).toEqual([
    `${SESSION}=${token}; Path=/; HttpOnly; SameSite=Lax; Secure`,
    `${KNOWN}=${known}; Path=/; HttpOnly; SameSite=Strict; Max-Age=34560000; Secure`,
  ]);

  const [session] = await portal.owner.session.findMany();
  expect(session?.tokenSha256).toEqual(await secretHash(portal.portal.context, token));
  const rows = JSON.stringify([session, await portal.owner.knownBrowser.findMany()], (_, value) =>
    value instanceof Uint8Array ? Buffer.from(value).toString("base64url") : value,
  );
  for (const secret of [token, known]) expect(rows).not.toContain(secret);
});

it("A10: ends a session that nobody uses for 15 minutes, not a second earlier", async () => {
  const portal = await world();
  const browser = await signedIn(portal, await holder(portal));
  for (const [idle, status] of [
    [15 * MINUTE_MS - 1000, 200],
    [15 * MINUTE_MS - 1000, 200],
    [15 * MINUTE_MS, 401],
  ] as const) {
    later(portal, idle);
    expect((await call(browser, "GET /api/session")).status).toBe(status);
  }
});

it("A10: ends every session eight hours after its beginning, not a second earlier", async () => {
  const portal = await world();
  const browser = await signedIn(portal, await holder(portal));
  const begun = portal.clock.now().getTime();
  while (portal.clock.now().getTime() < begun + 8 * 60 * MINUTE_MS - 10 * MINUTE_MS) {
    later(portal, 10 * MINUTE_MS);
    expect((await call(browser, "GET /api/session")).status).toBe(200);
  }
  portal.clock.set(new Date(begun + 8 * 60 * MINUTE_MS - 1000));
  expect((await call(browser, "GET /api/session")).status).toBe(200);
  portal.clock.set(new Date(begun + 8 * 60 * MINUTE_MS));
  expect((await call(browser, "GET /api/session")).status).toBe(401);
});
