import { createHash } from "node:crypto";
import { expect, it, vi } from "vitest";
import { askRegister, beginFirstKeys, registerAnswer } from "#browser/ceremonies/first-keys.ts";
import { findWaitingKeys, readWaitingFile } from "#browser/ceremonies/install.ts";
import { forgetKeys } from "#browser/keystore/key-session.ts";
import { webPrimitives } from "#browser/web-primitives.ts";
import { applicantName } from "#pki/applicant-name.ts";
import { verifyCsr } from "#pki/csr.ts";
import { SubmitFirstKeys } from "#portal/first-keys/contract.ts";
import { NEW_PASSWORD } from "../test-keys.ts";
import { pickedFolder } from "./picked-folder.ts";
import { asFile, NONCE, NUMBER, visit } from "./visit.ts";

// what the full number of rounds is worth is proved where key files are written; here they would only take time
vi.mock(import("#pki/pbes2.ts"), async (original) => ({ ...(await original()), PBKDF2_ITERATIONS: 1_000 }));

const { store, sent, answers, bodyFor } = visit();

const QUESTION = "01900000-0000-7000-8000-000000000000";
const HEAD = { capacity: "FIRST_HEAD", iin: "760830399195", bin: "260140999055" } as const;

const begin = (keyAlgorithm: "EC-P256" | "RSA-2048" = "EC-P256") =>
  beginFirstKeys({ asked: HEAD, question: QUESTION, storage: "PERSONAL_COMPUTER", keyAlgorithm, language: "kk" });
const accept = () => Response.json({ number: NUMBER, state: "SUBMITTED" }, { status: 201 });
const refusing = (status: number, code: string) => () => Response.json({ code }, { status });

it.each(["EC-P256", "RSA-2048"] as const)(
  "makes two %s keys that prove themselves, whose mark is found again of what waits here and in the file",
  async (keyAlgorithm) => {
    answers.set("/api/first-keys", accept);
    const { number, mark, waitingFile, finish } = await begin(keyAlgorithm);
    expect([number, store.records.size, bodyFor("/api/first-keys")]).toEqual([NUMBER, 0, undefined]);
    const folder = pickedFolder();
    await waitingFile.save(NEW_PASSWORD);
    await finish();

    const { authCsr, signCsr, ...form } = SubmitFirstKeys.parse(bodyFor("/api/first-keys"));
    expect(form).toMatchObject({ question: QUESTION, nonce: NONCE, keyAlgorithm, confirmed: true });
    const hashes = [];
    for (const csr of [authCsr, signCsr]) {
      const proved = await verifyCsr(csr, { primitives: webPrimitives });
      expect(proved).toMatchObject({ nonce: NONCE, subject: applicantName(HEAD) });
      hashes.push(createHash("sha256").update(proved.spki).digest());
    }
    const both = createHash("sha256").update(Buffer.concat(hashes)).digest("hex").toUpperCase();
    expect(mark.replaceAll("-", "")).toBe(both.slice(0, 16));

    forgetKeys();
    const file = asFile({ name: waitingFile.name, bytes: folder.get(waitingFile.name) ?? new Uint8Array() });
    expect(await findWaitingKeys(NUMBER)).toMatchObject({ mark, from: "BROWSER" });
    expect(await readWaitingFile(file, NEW_PASSWORD)).toMatchObject({ mark, from: "FILE" });
    const pem = new TextDecoder().decode(folder.get(waitingFile.name));
    const said = JSON.stringify(sent);
    for (const secret of [NEW_PASSWORD, "PRIVATE KEY", pem.split("\n").at(5) ?? ""]) expect(said).not.toContain(secret);
  },
);

it("lets the keys of a refused request go, and keeps those of one whose answer was lost", async () => {
  for (const [status, code, kept] of [
    [409, "TOO_MANY_OPEN_REQUESTS", 0],
    [422, "REGISTER_ANSWER_OLD", 0],
    [500, "INTERNAL", 1],
    [503, "OUT_OF_ORDER", 1],
  ] as const) {
    answers.set("/api/first-keys", refusing(status, code));
    await expect((await begin()).finish(), code).toRejectWithCode(code);
    expect(store.records.size, code).toBe(kept);
    store.records.clear();
  }
  answers.set("/api/first-keys", () => {
    throw new TypeError("Failed to fetch");
  });
  await expect((await begin()).finish()).toRejectWithCode("NETWORK");
  expect(store.records.size).toBe(1);
});

it("sends nothing while the keys are neither in this browser nor in a file", async () => {
  const put = vi.spyOn(store, "put").mockRejectedValue(new DOMException("private window", "InvalidStateError"));
  answers.set("/api/first-keys", accept);
  await expect((await begin()).finish()).toRejectWithCode("KEYSTORE_FAILED");
  expect(bodyFor("/api/first-keys")).toBeUndefined();
  put.mockRestore();
});

it("makes no keys for a challenge without a request number, and believes no answer of another form", async () => {
  const challenge = answers.get("/api/challenges") ?? accept;
  answers.set("/api/challenges", () => Response.json({ nonce: NONCE, expiresAt: "2026-11-23T06:05:00Z" }));
  await expect(begin()).toRejectWithCode("INTERNAL");
  answers.set("/api/challenges", challenge);

  const path = `/api/register-questions/${QUESTION}`;
  for (const answer of [
    { state: "FOUND" },
    { state: "FOUND", name: "С•••", iin: HEAD.iin },
    { state: "MAYBE" },
    null,
  ]) {
    answers.set(path, () => Response.json(answer));
    await expect(registerAnswer(QUESTION), JSON.stringify(answer)).toRejectWithCode("INTERNAL");
  }
  answers.set("/api/register-questions", () => Response.json({ id: "../sign-in" }, { status: 202 }));
  await expect(askRegister(HEAD)).toRejectWithCode("INTERNAL");
});
