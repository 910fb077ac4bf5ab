import { expect, it } from "vitest";
import { beginDecisions, finishDecisions } from "#browser/ceremonies/several-decisions.ts";
import { Decide } from "#portal/approvals/contract.ts";
import { visit } from "./visit.ts";

const { answers, sent, bodyFor, keyId, expectSigned, form } = visit();

const NUMBERS = ["0123456789ABC", "0123456789ABD", "0123456789ABE", "0123456789ABF"] as const;
const pathOf = (number: string) => `/api/requests/${number}/decision`;

const requestOf = (number: string) => ({
  number,
  revision: 1,
  form: "0".repeat(64),
  iin: form.iin,
  name: form.name,
  bin: form.bin,
  organisation: form.organisation,
  template: form.template,
  storage: "PERSONAL_COMPUTER",
  authKey: "1".repeat(64),
  signKey: "2".repeat(64),
  expiresAt: "2026-12-23T06:00:00.000Z",
});

const said = { verdict: "CONFIRM", language: "ru" } as const;
const patient = { onStep: () => undefined, wait: () => Promise.resolve() };
const begin = () => beginDecisions(NUMBERS.map(requestOf), said, patient);
const refusing = (status: number, code: string) => () => Response.json({ code }, { status });
const sentTo = (number: string) => sent.filter(({ path }) => path === pathOf(number)).length;

it("signs a document of its own for each, over what was shown, and says how far it is", async () => {
  const steps: number[] = [];
  const begun = await beginDecisions(NUMBERS.map(requestOf), said, { ...patient, onStep: (done) => steps.push(done) });
  expect(steps).toEqual([1, 2, 3, 4]);
  const outcomes = await finishDecisions(begun, await keyId("sign"), patient);
  expect(outcomes).toEqual(NUMBERS.map((number) => ({ number, outcome: "KEPT" })));
  expect(new Set(begun.map(({ text }) => text)).size).toBe(NUMBERS.length);
  for (const { number, text } of begun) {
    expect(text).toContain(`\nnumber: ${number}\n`);
    await expectSigned(Decide.parse(bodyFor(pathOf(number))).cms, text, "sign");
  }
});

it.each([
  [409, "REQUEST_NOT_WAITING"],
  [409, "REQUEST_CHANGED"],
  [422, "SIGNATURE_REFUSED"],
  [404, "NOT_FOUND"],
  [500, "INTERNAL"],
])("lets one row that is refused with %i %s spoil no other", async (status, code) => {
  answers.set(pathOf(NUMBERS[1]), refusing(status, code));
  const outcomes = await finishDecisions(await begin(), await keyId("sign"), patient);
  answers.delete(pathOf(NUMBERS[1]));
  expect(outcomes.map(({ outcome }) => outcome)).toEqual(["KEPT", "FAILED", "KEPT", "KEPT"]);
  expect(outcomes[1]).toEqual({ number: NUMBERS[1], outcome: "FAILED", code });
});

it("sends nothing more once the session has ended", async () => {
  answers.set(pathOf(NUMBERS[1]), refusing(401, "SIGNED_OUT"));
  const outcomes = await finishDecisions(await begin(), await keyId("sign"), patient);
  answers.delete(pathOf(NUMBERS[1]));
  expect(outcomes.map(({ outcome }) => outcome)).toEqual(["KEPT", "FAILED", "NOT_SENT", "NOT_SENT"]);
  expect(NUMBERS.map(sentTo)).toEqual([1, 1, 0, 0]);
});

it("sends nothing with a key that is not open", async () => {
  const outcomes = await finishDecisions(await begin(), "gone", patient);
  expect(outcomes[0]).toEqual({ number: NUMBERS[0], outcome: "FAILED", code: "KEY_NOT_OPEN" });
  expect(outcomes.slice(1).every(({ outcome }) => outcome === "NOT_SENT")).toBe(true);
  expect(NUMBERS.map(sentTo)).toEqual([0, 0, 0, 0]);
});

it("waits and sends the same again where the server asks for patience, but not for ever", async () => {
  const begun = await begin();
  const id = await keyId("sign");
  let asked = 0;
  const waited: number[] = [];
  const wait = async (ms: number) => void waited.push(ms);
  answers.set(pathOf(NUMBERS[0]), () =>
    asked++ < 2 ? refusing(429, "TOO_MANY_REQUESTS")() : new Response(null, { status: 204 }),
  );
  answers.set(pathOf(NUMBERS[1]), refusing(429, "TOO_MANY_REQUESTS"));
  const outcomes = await finishDecisions(begun, id, { ...patient, wait });
  for (const number of NUMBERS) answers.delete(pathOf(number));
  expect(outcomes.map(({ outcome }) => outcome)).toEqual(["KEPT", "FAILED", "KEPT", "KEPT"]);
  expect(waited.length).toBe(2 + 7);
  expect(waited.reduce((sum, ms) => sum + ms, 0)).toBeGreaterThan(60_000);
});
