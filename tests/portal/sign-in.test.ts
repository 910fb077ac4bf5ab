import { randomBytes } from "node:crypto";
import { expect, it } from "vitest";
import { toBase64, toBase64Url } from "#pki/bytes.ts";
import { signInText } from "#portal/documents/contract.ts";
import { later } from "#tests/support/confirmed.ts";
import { cmsOver, newKey } from "#tests/support/people.ts";
import { revokeAll } from "#tests/support/revoke-all.ts";
import { signedIn, signIn, signInBody } from "#tests/support/sign-in.ts";
import { type Answer, call, challenge, codeOf, visitor } from "#tests/support/visitor.ts";
import { holder, ORIGIN, world } from "#tests/support/world.ts";

const MINUTE_MS = 60_000;

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
  await revokeAll(portal, person.holderId);
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
