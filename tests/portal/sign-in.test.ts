import { randomBytes } from "node:crypto";
import fc from "fast-check";
import { expect, it } from "vitest";
import { toBase64, toBase64Url } from "#pki/bytes.ts";
import { signInText } from "#portal/documents/contract.ts";
import { askChallenge } from "#portal/sign-in/ask-challenge.ts";
import { secretHash } from "#portal/sign-in/secret-hash.ts";
import { cmsOver, newKey } from "#tests/support/people.ts";
import { type Answer, call, challenge, codeOf, signedIn, signIn, signInBody, visitor } from "#tests/support/visitor.ts";
import { holder, ORIGIN, type World, world } from "#tests/support/world.ts";

const MINUTE_MS = 60_000;
const SESSION = "__Host-tanba-session";
const BROWSER = "__Host-tanba-browser";

const later = ({ clock }: World, ms: number) => clock.set(new Date(clock.now().getTime() + ms));

it("A1: accepts a signed challenge once, also when fifty copies of it arrive at once", async () => {
  const portal = await world();
  const person = await holder(portal, { template: "INDIVIDUAL" });
  const browser = visitor(portal);
  const json = await signInBody(browser, person);

  const copies = Array.from({ length: 50 }, () => ({ ...browser, cookies: new Map(browser.cookies) }));
  const answers = await Promise.all(copies.map((copy) => call(copy, "POST /api/session", { json })));
  expect(answers.filter(({ status }) => status === 204)).toHaveLength(1);
  expect(new Set(answers.filter(({ status }) => status !== 204).map(codeOf))).toEqual(new Set(["CHALLENGE_REFUSED"]));
  expect(codeOf(await call(browser, "POST /api/session", { json }))).toBe("CHALLENGE_REFUSED");
  expect(await portal.owner.session.count()).toBe(1);
});

it("A2: refuses a challenge that is five minutes old, and takes it a second earlier", async () => {
  const portal = await world();
  const person = await holder(portal, { template: "INDIVIDUAL" });
  for (const [age, status] of [
    [5 * MINUTE_MS - 1000, 204],
    [5 * MINUTE_MS, 409],
  ] as const) {
    const browser = visitor(portal);
    const json = await signInBody(browser, person);
    later(portal, age);
    expect((await call(browser, "POST /api/session", { json })).status, `after ${age} ms`).toBe(status);
  }
});

it("A2: refuses a challenge that nobody asked for", async () => {
  const portal = await world();
  const person = await holder(portal, { template: "INDIVIDUAL" });
  const browser = visitor(portal);
  const json = { ...(await signInBody(browser, person)), nonce: toBase64Url(randomBytes(32)) };
  expect(codeOf(await call(browser, "POST /api/session", { json }))).toBe("CHALLENGE_REFUSED");
});

it("A2: refuses a challenge after a try that failed", async () => {
  const portal = await world();
  const person = await holder(portal, { template: "INDIVIDUAL" });
  const browser = visitor(portal);
  const json = await signInBody(browser, person);
  const wrong = { ...json, language: "ru" };
  expect(codeOf(await call(browser, "POST /api/session", { json: wrong }))).toBe("SIGN_IN_REFUSED");
  expect(codeOf(await call(browser, "POST /api/session", { json }))).toBe("CHALLENGE_REFUSED");
});

it("A2: refuses a challenge of another purpose", async () => {
  const portal = await world();
  const person = await holder(portal, { template: "INDIVIDUAL" });
  const browser = await signedIn(portal, person);
  const { nonce, expiresAt } = await challenge(browser, "CANCEL");
  const text = signInText({ origin: ORIGIN, nonce, language: "kk", expiresAt });
  const cms = toBase64(cmsOver(text, person.keys.AUTH, person.certificates.AUTH, portal.clock.now()));
  expect(codeOf(await call(browser, "POST /api/session", { json: { nonce, language: "kk", cms } }))).toBe(
    "CHALLENGE_REFUSED",
  );
});

it("A3: refuses a challenge that was handed to another browser, or to none", async () => {
  const portal = await world();
  const person = await holder(portal, { template: "INDIVIDUAL" });
  for (const other of [visitor(portal), visitor(portal)]) {
    const json = await signInBody(visitor(portal), person);
    if (other.address) await challenge(other, "SIGN_IN");
    expect(codeOf(await call(other, "POST /api/session", { json }))).toBe("CHALLENGE_REFUSED");
  }
  const json = await signInBody(visitor(portal), person);
  expect(codeOf(await call(visitor(portal), "POST /api/session", { json }))).toBe("CHALLENGE_REFUSED");
});

it("A4: refuses a text that differs in any single byte", async () => {
  const portal = await world();
  const person = await holder(portal, { template: "INDIVIDUAL" });
  const browser = visitor(portal);
  const sample = { origin: ORIGIN, nonce: toBase64Url(randomBytes(32)), language: "kk" } as const;
  const { length } = new TextEncoder().encode(signInText({ ...sample, expiresAt: portal.clock.now().toISOString() }));
  for (let at = 0; at < length; at++) {
    const { nonce, expiresAt } = await challenge(browser, "SIGN_IN");
    const right = new TextEncoder().encode(signInText({ ...sample, nonce, expiresAt }));
    // Where the text is not ASCII the changed bytes are no UTF-8 any more: signed all the same, and refused all the same.
    const changed = right.with(at, Number(right[at]) ^ 1);
    const cms = toBase64(cmsOver(changed, person.keys.AUTH, person.certificates.AUTH, portal.clock.now()));
    const answer = await call(browser, "POST /api/session", { json: { nonce, language: "kk", cms } });
    expect(codeOf(answer), `byte ${at} of ${length}`).toBe("SIGN_IN_REFUSED");
  }
});

const OTHER_TEXTS = [
  ["another origin", (text: string) => text.replace(ORIGIN, "https://tanba.example")],
  ["another purpose", (text: string) => text.replace("purpose: sign-in", "purpose: cancel")],
  ["another end", (text: string) => text.replace(/expires: .*/, "expires: 2030-01-01T00:00:00.000Z")],
  ["CR LF at the ends of its lines", (text: string) => text.replaceAll("\n", "\r\n")],
  ["a letter of another alphabet that looks the same", (text: string) => text.replace("і", "i")],
  ["a line more", (text: string) => `${text}note: agreed\n`],
  ["no last line end", (text: string) => text.slice(0, -1)],
  ["a byte-order mark", (text: string) => `﻿${text}`],
] satisfies readonly (readonly [string, (text: string) => string])[];

it("A4: refuses a text of another origin, purpose, end, form or length", async () => {
  const portal = await world();
  const person = await holder(portal, { template: "INDIVIDUAL" });
  for (const [what, text] of OTHER_TEXTS) {
    expect(codeOf(await signIn(visitor(portal), person, { text })), what).toBe("SIGN_IN_REFUSED");
  }
});

it("A7: tells a signing key by its name, once its possession is proved", async () => {
  const portal = await world();
  const { keys, certificates, ...person } = await holder(portal, { template: "INDIVIDUAL" });
  const swapped = { ...person, keys, certificates };
  expect(codeOf(await signIn(visitor(portal), swapped, { key: keys.SIGN, der: certificates.SIGN }))).toBe(
    "SIGN_IN_WITH_SIGNING_KEY",
  );
  expect(codeOf(await signIn(visitor(portal), swapped, { key: keys.AUTH, der: certificates.SIGN }))).toBe(
    "SIGN_IN_REFUSED",
  );
});

it("A7: tells a revoked key only to who holds it", async () => {
  const portal = await world();
  const person = await holder(portal, { template: "INDIVIDUAL" });
  await revoke(portal, person.holderId);
  expect(codeOf(await signIn(visitor(portal), person))).toBe("CERTIFICATE_REVOKED");
  expect(codeOf(await signIn(visitor(portal), person, { key: newKey() }))).toBe("SIGN_IN_REFUSED");
});

it("A7: refuses a certificate before its first second and after its last, and not within", async () => {
  const portal = await world();
  const person = await holder(portal, { template: "INDIVIDUAL" });
  const { notBefore, notAfter } = await portal.owner.certificate.findFirstOrThrow({
    where: { holderId: person.holderId },
  });
  for (const [at, status] of [
    [notBefore.getTime() - 1, 401],
    [notBefore.getTime(), 204],
    [notAfter.getTime(), 204],
    [notAfter.getTime() + 1000, 401],
  ] as const) {
    portal.clock.set(new Date(at));
    expect((await signIn(visitor(portal), person)).status, new Date(at).toISOString()).toBe(status);
  }
});

it("A7: refuses a certificate of another authority with our names and a serial of ours", async () => {
  const portal = await world();
  const stranger = await world();
  const person = await holder(portal, { template: "INDIVIDUAL" });
  const there = await holder(stranger, { template: "INDIVIDUAL", iin: person.actor.iin });
  expect(codeOf(await signIn(visitor(portal), there))).toBe("SIGN_IN_REFUSED");
});

it("A7: refuses a certificate that is not in the register byte for byte", async () => {
  const portal = await world();
  const person = await holder(portal, { template: "INDIVIDUAL" });
  const der = person.certificates.AUTH.with(-1, Number(person.certificates.AUTH.at(-1)) ^ 1);
  expect(codeOf(await signIn(visitor(portal), person, { der }))).toBe("SIGN_IN_REFUSED");
});

it("refuses a holder who is blocked, once the possession of the key is proved", async () => {
  const portal = await world();
  const person = await holder(portal, { template: "INDIVIDUAL" });
  await portal.owner.holder.update({ where: { id: person.holderId }, data: { blockedAt: portal.clock.now() } });
  expect(codeOf(await signIn(visitor(portal), person))).toBe("HOLDER_BLOCKED");
});

it("A9: ends every session at once when its certificate is revoked or its holder blocked", async () => {
  const portal = await world();
  const [revoked, blocked] = [await holder(portal), await holder(portal)];
  const [first, second] = [await signedIn(portal, revoked), await signedIn(portal, blocked)];
  expect((await call(first, "GET /api/session")).status).toBe(200);
  expect((await call(second, "GET /api/session")).status).toBe(200);

  await revoke(portal, revoked.holderId);
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
  expect(answer.headers.getSetCookie()).toEqual([`${SESSION}=${token}; Path=/; HttpOnly; SameSite=Lax; Secure`]);

  const [session] = await portal.owner.session.findMany();
  expect(session?.tokenSha256).toEqual(await secretHash(portal.portal.context, token));
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

it("A11: answers the same to a certificate unknown, one that ended and a signature that does not fit", async () => {
  const portal = await world();
  const stranger = await world();
  const person = await holder(portal, { template: "INDIVIDUAL" });
  const unknown = await holder(stranger, { template: "INDIVIDUAL" });
  const bad = await signIn(visitor(portal), person, { key: newKey() });
  const nobody = await signIn(visitor(portal), unknown);
  later(portal, 366 * 24 * 60 * MINUTE_MS);
  const ended = await signIn(visitor(portal), person);
  const told = ({ status, headers, body }: Answer) => ({ status, headers: [...headers], body });
  expect(told(nobody)).toEqual(told(bad));
  expect(told(ended)).toEqual(told(bad));
});

it("A12: hands out 256 bits that never come again, and keeps twenty open for a browser at most", async () => {
  const portal = await world();
  const browser = visitor(portal);
  const nonces = new Set<string>();
  for (let count = 0; count < 60; count++) nonces.add((await challenge(browser, "SIGN_IN")).nonce);
  expect(nonces.size).toBe(60);
  for (const nonce of nonces) expect(Buffer.from(nonce, "base64url")).toHaveLength(32);
  expect(await portal.owner.challenge.count()).toBe(20);

  await Promise.all(Array.from({ length: 30 }, () => challenge(browser, "SIGN_IN")));
  expect(await portal.owner.challenge.count()).toBe(20);
});

it("A12: draws each challenge anew from the random source it is given", async () => {
  const { portal } = await world();
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ minLength: 32, maxLength: 32 }), async (bytes) => {
      const random = () => Uint8Array.from(bytes);
      const { nonce } = await askChallenge({ ...portal.context, random }, { browser: "b", actor: null }, "SIGN_IN");
      expect(nonce).toBe(toBase64Url(bytes));
    }),
    { numRuns: 20 },
  );
});

it("refuses a challenge for a document to who is not signed in", async () => {
  const portal = await world();
  for (const purpose of ["REISSUE", "CONFIRM", "REFUSE", "CANCEL"]) {
    const answer = await call(visitor(portal), "POST /api/challenges", { json: { purpose } });
    expect(codeOf(answer), purpose).toBe("SIGNED_OUT");
  }
});

async function revoke({ owner, clock }: World, holderId: string): Promise<void> {
  await owner.certificate.updateMany({
    where: { holderId },
    data: { revokedAt: clock.now(), revocationReason: "SUPERSEDED" },
  });
}
