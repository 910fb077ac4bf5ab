import { expect, it } from "vitest";
import { beginCancellation } from "#browser/ceremonies/cancellation.ts";
import { beginReissue } from "#browser/ceremonies/reissue.ts";
import { CancelRequest } from "#portal/requests/contract.ts";
import { CODE, NUMBER, visit } from "./visit.ts";

const { store, answers, bodyFor, keyId, expectSigned, form } = visit();

it("taking a request back is signed, and lets its waiting keys go", async () => {
  const begun = await beginReissue({ form, storage: "PERSONAL_COMPUTER", keyAlgorithm: "EC-P256", language: "ru" });
  const id = await keyId("sign");
  answers.set("/api/requests", () => Response.json({ number: NUMBER, state: "SUBMITTED" }, { status: 201 }));
  await begun.finish(id, CODE);
  expect(store.records.size).toBe(1);

  const { text, finish } = await beginCancellation({ number: NUMBER, language: "ru" });
  await finish(id);
  await expectSigned(CancelRequest.parse(bodyFor(`/api/requests/${NUMBER}/cancellation`)).cms, text, "sign");
  expect(store.records.size).toBe(0);
});
