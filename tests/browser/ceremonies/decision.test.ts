import { expect, it } from "vitest";
import { beginDecision } from "#browser/ceremonies/decision.ts";
import { parseDocument } from "#pki/signed-document.ts";
import { Decide } from "#portal/approvals/contract.ts";
import { NUMBER, visit } from "./visit.ts";

const { bodyFor, keyId, expectSigned, form } = visit();

const request = {
  number: NUMBER,
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
};

it.each([
  ["CONFIRM", undefined],
  ["REFUSE", "не работает у нас"],
] as const)("%s is signed over what was shown", async (verdict, reason) => {
  const { text, finish } = await beginDecision({ verdict, reason, request, language: "ru" });
  await finish(await keyId("sign"));
  const decided = Decide.parse(bodyFor(`/api/requests/${NUMBER}/decision`));
  expect(decided.verdict).toBe(verdict);
  expect(parseDocument(text).fields.get("reason")).toBe(reason);
  await expectSigned(decided.cms, text, "sign");
});
