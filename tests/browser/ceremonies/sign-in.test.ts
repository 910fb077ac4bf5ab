import { expect, it } from "vitest";
import { beginSignIn } from "#browser/ceremonies/sign-in.ts";
import { parseDocument } from "#pki/signed-document.ts";
import { SignIn } from "#portal/sign-in/contract.ts";
import { NONCE, ORIGIN, visit } from "./visit.ts";

const { bodyFor, keyId, expectSigned } = visit();

it("H4: sends a signature over exactly the text that was shown", async () => {
  const { text, finish } = await beginSignIn("kk");
  await finish(await keyId("auth"));
  const { nonce, language, cms } = SignIn.parse(bodyFor("/api/session"));
  expect([nonce, language]).toEqual([NONCE, "kk"]);
  await expectSigned(cms, text, "auth");
  expect(Object.fromEntries(parseDocument(text).fields)).toMatchObject({
    origin: ORIGIN,
    nonce: NONCE,
    language: "kk",
  });
});

it("sends nothing where the key is for signing documents", async () => {
  const { finish } = await beginSignIn("ru");
  await expect(finish(await keyId("sign"))).toRejectWithCode("KEY_PURPOSE");
  expect(bodyFor("/api/session")).toBeUndefined();
});
