import { createHash } from "node:crypto";
import { expect, it, vi } from "vitest";
import { askCode } from "#browser/ceremonies/code.ts";
import { beginReissue } from "#browser/ceremonies/reissue.ts";
import { webPrimitives } from "#browser/web-primitives.ts";
import { toHex } from "#pki/bytes.ts";
import { verifyCsr } from "#pki/csr.ts";
import { parseDocument } from "#pki/signed-document.ts";
import { SubmitReissue } from "#portal/requests/contract.ts";
import { PASSWORD } from "../test-keys.ts";
import { pickedFolder } from "./picked-folder.ts";
import { CODE, NONCE, NUMBER, visit } from "./visit.ts";

const { keys, store, sent, answers, certificateOf, bodyFor, keyId, expectSigned, form } = visit();

const begin = (onProgress = (_: string): void => undefined) =>
  beginReissue({
    form,
    storage: "PERSONAL_COMPUTER",
    email: "a@b.kz",
    keyAlgorithm: "EC-P256",
    language: "en",
    onProgress,
  });

it("makes two keys, and sends the form with two requests that prove them", async () => {
  const steps: string[] = [];
  const { number, text, finish } = await begin((step) => steps.push(step));
  answers.set("/api/requests", () => Response.json({ number: NUMBER, state: "SUBMITTED" }, { status: 201 }));
  await expect(finish(await keyId("sign"), CODE)).resolves.toEqual({ number: NUMBER, state: "SUBMITTED" });

  expect([number, steps]).toEqual([NUMBER, ["CHALLENGE", "KEY_1", "KEY_2"]]);
  const submitted = SubmitReissue.parse(bodyFor("/api/requests"));
  expect(submitted).toMatchObject({
    storage: "PERSONAL_COMPUTER",
    email: "a@b.kz",
    keyAlgorithm: "EC-P256",
    confirmed: true,
    code: CODE,
  });
  await expectSigned(submitted.cms, text, "sign");
  const { fields } = parseDocument(text);
  for (const [csr, hash] of [
    [submitted.authCsr, "auth-key"],
    [submitted.signCsr, "sign-key"],
  ] as const) {
    const proved = await verifyCsr(csr, { primitives: webPrimitives });
    expect(proved).toMatchObject({ nonce: NONCE, subject: certificateOf("sign").subject });
    expect(toHex(await webPrimitives.digest("SHA-256", proved.spki))).toBe(fields.get(hash));
  }
  expect(store.records.has(NUMBER)).toBe(true);
});

it("leaves nothing in the browser before it is signed", async () => {
  await begin();
  expect(store.records.size).toBe(0);
});

it("lets the keys of a refused request go, and keeps those of one whose answer was lost", async () => {
  const id = await keyId("sign");
  answers.set("/api/requests", () => Response.json({ code: "REQUEST_ALREADY_OPEN" }, { status: 409 }));
  await expect((await begin()).finish(id, CODE)).toRejectWithCode("REQUEST_ALREADY_OPEN");
  expect(store.records.size).toBe(0);

  answers.set("/api/requests", () => {
    throw new TypeError("Failed to fetch");
  });
  await expect((await begin()).finish(id, CODE)).toRejectWithCode("NETWORK");
  expect(store.records.size).toBe(1);
});

it("keeps the keys for another code when only the code was refused", async () => {
  const id = await keyId("sign");
  const { finish, codeWish, text } = await begin();
  expect(codeWish).toEqual({ purpose: "REISSUE", text, reference: NUMBER });
  for (const code of ["CODE_WRONG", "CODE_EXPIRED", "CODE_TOO_MANY_TRIES", "CODE_REQUIRED", "STEP_UP_IMPOSSIBLE"]) {
    answers.set("/api/requests", () => Response.json({ code }, { status: 422 }));
    await expect(finish(id, CODE)).toRejectWithCode(code);
    expect(store.records.size, code).toBe(1);
  }
  answers.set("/api/requests", () => Response.json({ number: NUMBER, state: "SUBMITTED" }, { status: 201 }));
  await expect(finish(id, CODE)).resolves.toMatchObject({ number: NUMBER });
});

it("asks for a code by the hash of the text, and says nothing more of it", async () => {
  const id = "01900000-0000-7000-8000-000000000000";
  answers.set("/api/codes", () => Response.json({ id }, { status: 202 }));
  const { codeWish, text } = await begin();
  await expect(askCode(codeWish)).resolves.toBe(id);
  const textSha256 = createHash("sha256").update(text).digest("hex");
  expect(bodyFor("/api/codes")).toEqual({ purpose: "REISSUE", textSha256, reference: NUMBER });
  await askCode(codeWish, "EMAIL");
  expect(bodyFor("/api/codes")).toMatchObject({ textSha256, by: "EMAIL" });
});

it("sends no private key anywhere", async () => {
  const { finish } = await begin();
  answers.set("/api/requests", () => Response.json({ number: NUMBER, state: "SUBMITTED" }, { status: 201 }));
  await finish(await keyId("sign"), CODE);
  const said = JSON.stringify(sent);
  const pkcs8 = Buffer.from(keys.openssl.run("pkey", "-in", "sign.key.pem", "-outform", "DER"));
  const secret = pkcs8.subarray(36, 66);
  for (const form of ["base64", "hex", "latin1"] as const) expect(said).not.toContain(secret.toString(form));
  expect(said).not.toContain(PASSWORD);
  expect(said).not.toContain("PRIVATE KEY");
});

it("needs no store of the browser once the file is saved, and sends nothing while there is neither", async () => {
  const id = await keyId("sign");
  vi.spyOn(store, "put").mockRejectedValue(new DOMException("private window", "InvalidStateError"));
  answers.set("/api/requests", () => Response.json({ number: NUMBER, state: "SUBMITTED" }, { status: 201 }));
  const { finish, waitingFile } = await begin();
  await expect(finish(id, CODE)).toRejectWithCode("KEYSTORE_FAILED");
  expect(bodyFor("/api/requests")).toBeUndefined();

  const folder = pickedFolder();
  await expect(waitingFile.save()).resolves.toBe("FOLDER");
  expect([...folder.keys()]).toEqual([waitingFile.name]);
  await expect(finish(id, CODE)).resolves.toMatchObject({ number: NUMBER });
});
