import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { z } from "zod";
import { beginCancellation } from "#browser/ceremonies/cancellation.ts";
import { beginDecision } from "#browser/ceremonies/decision.ts";
import { confirmInstalled, findWaitingKeys, makeKeyFiles, readWaitingFile } from "#browser/ceremonies/install.ts";
import { beginReissue } from "#browser/ceremonies/reissue.ts";
import { beginSignIn } from "#browser/ceremonies/sign-in.ts";
import { configureAnchors, forgetKeys, openKeyFiles } from "#browser/keystore/key-session.ts";
import { webPrimitives } from "#browser/web-primitives.ts";
import { toBase64, toHex } from "#pki/bytes.ts";
import { parseCertificate } from "#pki/certificate.ts";
import { verifyDetached } from "#pki/cms.ts";
import { verifyCsr } from "#pki/csr.ts";
import { parseDocument } from "#pki/signed-document.ts";
import { Decide } from "#portal/approvals/contract.ts";
import { CancelRequest, SubmitReissue } from "#portal/requests/contract.ts";
import { SignIn } from "#portal/sign-in/contract.ts";
import { AUTH, NOW, SIGN } from "#tests/pki/openssl-authority.ts";
import { memoryStore, NEW_PASSWORD, PASSWORD, testKeys } from "../test-keys.ts";
import { workersInThisProcess } from "../worker-in-this-process.ts";

const ORIGIN = "https://tanba.test";
const NUMBER = "0123456789ABC";
const NONCE = "n".repeat(43);

const keys = testKeys();
const file = ({ name, bytes }: { name: string; bytes: Uint8Array }) => new File([new Uint8Array(bytes)], name);
const auth = keys.keyFile(AUTH);
const sign = keys.keyFile(SIGN);
const certificateOf = (name: string) =>
  parseCertificate(keys.openssl.run("x509", "-in", `${name}.pem`, "-outform", "DER"));
const form = {
  iin: "900101400008",
  name: "СЕЙТҚАЛИ ӘЛИЯ",
  bin: "990140001234",
  organisation: "ТОО Пример",
  template: "EMPLOYEE",
  subject: toBase64(certificateOf("sign").subject),
};

/** What the server was sent, and what it says next to each path. */
const sent: { path: string; body: unknown }[] = [];
const answers = new Map<string, () => Response>();
const store = memoryStore();

beforeAll(() => {
  workersInThisProcess({ now: () => NOW, store });
  vi.stubGlobal("location", { origin: ORIGIN });
  vi.stubGlobal("fetch", async (path: string, init: RequestInit) => {
    sent.push({ path, body: typeof init.body === "string" ? JSON.parse(init.body) : undefined });
    return answers.get(path)?.() ?? new Response(null, { status: 204 });
  });
  configureAnchors(keys.anchors);
  answers.set("/api/challenges", () =>
    Response.json({
      nonce: NONCE,
      expiresAt: "2026-11-23T06:05:00Z",
      ...(lastPurpose() === "REISSUE" && { number: NUMBER }),
    }),
  );
});
afterEach(() => {
  sent.length = 0;
  store.records.clear();
});
afterAll(() => {
  forgetKeys();
  vi.unstubAllGlobals();
});

const lastPurpose = () => z.object({ purpose: z.string() }).parse(sent.at(-1)?.body).purpose;
const bodyFor = (path: string) => sent.findLast((one) => one.path === path)?.body;

async function keyId(picked: { name: string; bytes: Uint8Array }): Promise<string> {
  const { keys: opened } = await openKeyFiles([file(picked)], PASSWORD);
  return opened[0]?.id ?? "";
}

async function expectSigned(cms: Uint8Array, text: string, name: "auth" | "sign") {
  const content = new TextEncoder().encode(text);
  await verifyDetached(cms, { content, certificate: certificateOf(name), primitives: webPrimitives });
}

describe("signing in", () => {
  it("H4: sends a signature over exactly the text that was shown", async () => {
    const { text, finish } = await beginSignIn("kk");
    await finish(await keyId(auth));
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
    await expect(finish(await keyId(sign))).toRejectWithCode("KEY_PURPOSE");
    expect(bodyFor("/api/session")).toBeUndefined();
  });
});

describe("re-issuance", () => {
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
    await expect(finish(await keyId(sign))).resolves.toEqual({ number: NUMBER, state: "SUBMITTED" });

    expect([number, steps]).toEqual([NUMBER, ["CHALLENGE", "KEY_1", "KEY_2"]]);
    const submitted = SubmitReissue.parse(bodyFor("/api/requests"));
    expect(submitted).toMatchObject({
      storage: "PERSONAL_COMPUTER",
      email: "a@b.kz",
      keyAlgorithm: "EC-P256",
      confirmed: true,
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
    const id = await keyId(sign);
    answers.set("/api/requests", () => Response.json({ code: "REQUEST_ALREADY_OPEN" }, { status: 409 }));
    await expect((await begin()).finish(id)).toRejectWithCode("REQUEST_ALREADY_OPEN");
    expect(store.records.size).toBe(0);

    answers.set("/api/requests", () => {
      throw new TypeError("Failed to fetch");
    });
    await expect((await begin()).finish(id)).toRejectWithCode("NETWORK");
    expect(store.records.size).toBe(1);
  });

  it("sends no private key anywhere", async () => {
    const { finish } = await begin();
    answers.set("/api/requests", () => Response.json({ number: NUMBER, state: "SUBMITTED" }, { status: 201 }));
    await finish(await keyId(sign));
    const said = JSON.stringify(sent);
    const pkcs8 = Buffer.from(keys.openssl.run("pkey", "-in", "sign.key.pem", "-outform", "DER"));
    const secret = pkcs8.subarray(36, 66);
    for (const form of ["base64", "hex", "latin1"] as const) expect(said).not.toContain(secret.toString(form));
    expect(said).not.toContain(PASSWORD);
    expect(said).not.toContain("PRIVATE KEY");
  });
});

describe("the senior manager's decision", () => {
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
    await finish(await keyId(sign));
    const decided = Decide.parse(bodyFor(`/api/requests/${NUMBER}/decision`));
    expect(decided.verdict).toBe(verdict);
    expect(parseDocument(text).fields.get("reason")).toBe(reason);
    await expectSigned(decided.cms, text, "sign");
  });
});

it("taking a request back is signed, and lets its waiting keys go", async () => {
  const begun = await beginReissue({ form, storage: "PERSONAL_COMPUTER", keyAlgorithm: "EC-P256", language: "ru" });
  const id = await keyId(sign);
  answers.set("/api/requests", () => Response.json({ number: NUMBER, state: "SUBMITTED" }, { status: 201 }));
  await begun.finish(id);
  expect(store.records.size).toBe(1);

  const { text, finish } = await beginCancellation({ number: NUMBER, language: "ru" });
  await finish(id);
  await expectSigned(CancelRequest.parse(bodyFor(`/api/requests/${NUMBER}/cancellation`)).cms, text, "sign");
  expect(store.records.size).toBe(0);
});

describe("installation", () => {
  it("makes two key files that open, from this browser or from the waiting file, and forgets the waiting keys last", async () => {
    const begun = await beginReissue({ form, storage: "PERSONAL_COMPUTER", keyAlgorithm: "EC-P256", language: "kk" });
    answers.set("/api/requests", () => Response.json({ number: NUMBER, state: "SUBMITTED" }, { status: 201 }));
    await begun.finish(await keyId(sign));
    const saved = vi.fn();
    vi.stubGlobal("showDirectoryPicker", async () => folderThat(saved));
    await expect(begun.waitingFile.save()).resolves.toBe("FOLDER");
    expect(saved.mock.calls[0]?.[0]).toBe(`TANBA_${NUMBER}.pem`);

    const { authCsr, signCsr } = SubmitReissue.parse(bodyFor("/api/requests"));
    const [root, issuer] = [keys.anchors.roots[0], keys.anchors.issuing[0]];
    const pair = { auth: keys.answer("AUTH", authCsr), sign: keys.answer("SIGN", signCsr), issuer, root };
    const wire = Object.fromEntries(
      Object.entries(pair).map(([name, der]) => [name, toBase64(der ?? new Uint8Array())]),
    );
    answers.set(`/api/requests/${NUMBER}/certificates`, () => Response.json(wire));
    forgetKeys();

    const inBrowser = await findWaitingKeys(NUMBER);
    const fromFile = await readWaitingFile(new File([saved.mock.calls[0]?.[1]], "any.pem"), PASSWORD);
    for (const waiting of [inBrowser, fromFile]) {
      if (!waiting) throw new Error("no waiting keys");
      const files = await makeKeyFiles({ number: NUMBER, waiting, password: NEW_PASSWORD });
      const { keys: opened } = await openKeyFiles(files.map(file), NEW_PASSWORD);
      expect(opened.map(({ purpose, issuer: from }) => [purpose, from])).toEqual([
        ["SIGN_IN", "OURS"],
        ["SIGNING", "OURS"],
      ]);
      const other = makeKeyFiles({ number: "Z".repeat(13), waiting, password: NEW_PASSWORD });
      await expect(other).toRejectWithCode("WAITING_KEYS_DIFFER");
    }

    expect(store.records.size).toBe(1);
    answers.set(`/api/requests/${NUMBER}/installation`, () => Response.json({ code: "INTERNAL" }, { status: 500 }));
    await expect(confirmInstalled(NUMBER)).toRejectWithCode("INTERNAL");
    expect(store.records.size).toBe(1);
    answers.delete(`/api/requests/${NUMBER}/installation`);
    await confirmInstalled(NUMBER);
    expect(store.records.size).toBe(0);
  });
});

/** A folder as the browser's picker hands it out. */
function folderThat(saved: (name: string, bytes: Uint8Array) => void) {
  return {
    getFileHandle: async (name: string) => ({
      createWritable: async () => ({
        write: async (bytes: Uint8Array) => saved(name, bytes),
        close: async () => undefined,
      }),
    }),
  };
}
