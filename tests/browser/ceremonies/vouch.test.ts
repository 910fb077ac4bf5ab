import { expect, it } from "vitest";
import { beginWord, findApplications, fullAnswer, lookUp } from "#browser/ceremonies/vouch.ts";
import { parseDocument } from "#pki/signed-document.ts";
import { DecideFirstKeys, type Seen } from "#portal/centre/contract.ts";
import { NONCE, NUMBER, ORIGIN, visit } from "./visit.ts";

const { sent, answers, bodyFor, keyId, expectSigned } = visit();

const DECISION = `/api/operator/first-keys/${NUMBER}/decision`;
const QUESTION = "01900000-0000-7000-8000-000000000000";
const facts = {
  ...{ number: NUMBER, revision: 1, iin: "760830399195", bin: "260140999055", template: "FIRST_HEAD" },
  ...{ storage: "PERSONAL_COMPUTER", authKey: "1".repeat(64), signKey: "2".repeat(64) },
};
const seen: Seen = {
  ...{ end: "4821", appointment: "№ 7, 01.10.2026" },
  document: "ID_CARD",
  faceMatches: true,
  registerMatches: true,
};
const vouched = {
  ...{ question: QUESTION, name: "Смағұлов Нұрлан Бекенұлы", organisation: "ТОО «Ақ Бұлақ»", seen },
  verdict: "CONFIRM",
} as const;
const turnedAway = { verdict: "REFUSE", reason: "Құжаттың мерзімі өткен" } as const;

const accept = () => Response.json({ state: "SUBMITTED", missing: 1 });
const refusing = (status: number, code: string) => () => Response.json({ code }, { status });

it("signs over all that was shown and seen, once for this challenge", async () => {
  answers.set(DECISION, accept);
  const { text, finish } = await beginWord(facts, vouched, "ru");
  expect(sent.map(({ path, body }) => [path, body])).toEqual([["/api/challenges", { purpose: "CONFIRM" }]]);
  await expect(finish(await keyId("sign"))).resolves.toEqual({ state: "SUBMITTED", missing: 1 });

  const { cms, ...said } = DecideFirstKeys.parse(bodyFor(DECISION));
  expect(said).toEqual({ verdict: "CONFIRM", question: QUESTION, seen, nonce: NONCE, language: "ru" });
  await expectSigned(cms, text, "sign");
  const { fields } = parseDocument(text);
  expect(Object.fromEntries(fields)).toMatchObject({
    ...{ origin: ORIGIN, nonce: NONCE, number: NUMBER, iin: facts.iin, bin: facts.bin, name: vouched.name },
    ...{ organisation: vouched.organisation, "auth-key": facts.authKey, "sign-key": facts.signKey },
  });
  for (const part of ["ID_CARD", "4821", "№ 7, 01.10.2026"]) expect([...fields.values()]).toContain(part);
});

it("signs a turning away over its reason, without anything seen", async () => {
  answers.set(DECISION, () => Response.json({ state: "REFUSED", missing: 0 }));
  const { text, finish } = await beginWord(facts, turnedAway, "kk");
  await expect(finish(await keyId("sign"))).resolves.toEqual({ state: "REFUSED", missing: 0 });
  const { cms, ...said } = DecideFirstKeys.parse(bodyFor(DECISION));
  expect(said).toEqual({ ...turnedAway, nonce: NONCE, language: "kk" });
  await expectSigned(cms, text, "sign");
  expect(text).toContain(`reason: ${turnedAway.reason}`);
  expect(text).not.toContain(vouched.name);
});

it("sends no word of a key that may not sign documents, or that is not open", async () => {
  answers.set(DECISION, accept);
  const { finish } = await beginWord(facts, vouched, "ru");
  await expect(finish(await keyId("auth"))).toRejectWithCode("KEY_PURPOSE");
  await expect(finish("gone")).toRejectWithCode("KEY_NOT_OPEN");
  expect(bodyFor(DECISION)).toBeUndefined();
});

it("has a text that would say something else never signed", async () => {
  const two = { ...turnedAway, reason: "жоқ\nnumber: 0000000000000" };
  await expect(beginWord(facts, two, "ru")).rejects.toThrow();
});

it("tells each refusal by its code, and takes no answer of another form for a decision", async () => {
  const id = await keyId("sign");
  for (const [answer, code] of [
    [refusing(409, "REQUEST_NOT_WAITING"), "REQUEST_NOT_WAITING"],
    [refusing(409, "ALREADY_VOUCHED"), "ALREADY_VOUCHED"],
    [refusing(422, "SIGNATURE_REFUSED"), "SIGNATURE_REFUSED"],
    [refusing(401, "SIGNED_OUT"), "SIGNED_OUT"],
    [() => Response.json({ state: "CONFIRMED" }), "INTERNAL"],
    [() => Response.json({ state: "CONFIRMED", missing: -1 }), "INTERNAL"],
    [() => new Response(null, { status: 204 }), "INTERNAL"],
  ] as const) {
    answers.set(DECISION, answer);
    await expect((await beginWord(facts, vouched, "ru")).finish(id), code).toRejectWithCode(code);
  }
});

it("believes no search, question or answer of the state registers that has another form", async () => {
  const one = { number: NUMBER, iin: "••••••••9195", capacity: "FIRST_HEAD", state: "SUBMITTED" };
  const application = { ...one, submittedAt: "2026-11-23T06:00:00.000Z" };
  const search = "/api/operator/first-keys/search";
  answers.set(search, () => Response.json({ found: [application] }));
  await expect(findApplications(facts.iin)).resolves.toEqual([application]);
  expect(bodyFor(search)).toEqual({ by: facts.iin });
  for (const found of [[one], [{ ...application, number: "../../log" }], [{ ...application, name: "С" }], null]) {
    answers.set(search, () => Response.json({ found }));
    await expect(findApplications(NUMBER), JSON.stringify(found)).toRejectWithCode("INTERNAL");
  }
  answers.set(`/api/operator/first-keys/${NUMBER}/register-questions`, () =>
    Response.json({ id: "1/2", iin: facts.iin }),
  );
  await expect(lookUp(NUMBER)).toRejectWithCode("INTERNAL");
  answers.set(`/api/operator/register-questions/${QUESTION}`, () => Response.json({ state: "FOUND", name: "С" }));
  await expect(fullAnswer(QUESTION)).toRejectWithCode("INTERNAL");
});
