import { describe, expect, it, vi } from "vitest";
import type { Slot } from "#browser/keystore/waiting-keys.ts";
import { webPrimitives } from "#browser/web-primitives.ts";
import { parseCertificate } from "#pki/certificate.ts";
import { verifyCsr } from "#pki/csr.ts";
import { openOne, testKeyRing } from "../test-key-ring.ts";
import { memoryStore, NEW_PASSWORD, PASSWORD, RSA_SIGN, testKeys } from "../test-keys.ts";

vi.setConfig({ testTimeout: 60_000 });
// what the full number of rounds is worth is proved where key files are written; here they would only take time
vi.mock(import("#pki/pbes2.ts"), async (original) => ({ ...(await original()), PBKDF2_ITERATIONS: 1_000 }));

const NUMBER = "0123456789ABC";
const STORAGE = { type: "1.2.398.3.3.5.1.1" };
const keys = testKeys();
const { openssl } = keys;
const signing = keys.keyFile(RSA_SIGN);
const { subject } = parseCertificate(openssl.run("x509", "-in", "sign.pem", "-outform", "DER"));

describe.each(["RSA-2048", "EC-P256"] as const)("new keys: %s", (keyAlgorithm) => {
  async function made(store = memoryStore()) {
    const keyRing = await testKeyRing(keys, store);
    const signer = await openOne(keyRing, signing);
    const [auth, sign] = [await keyRing.makeKey(keyAlgorithm), await keyRing.makeKey(keyAlgorithm)];
    const request = (newKeyId: string) => keyRing.request({ newKeyId, subject, nonce: "N-1_x", storage: STORAGE });
    const certificates = {
      AUTH: keys.answer("AUTH", await request(auth.id)),
      SIGN: keys.answer("SIGN", await request(sign.id)),
    };
    return { keyRing, signer, auth, sign, ids: { AUTH: auth.id, SIGN: sign.id }, certificates, request };
  }

  it("prove their possession in requests with the nonce, the subject and the storage", async () => {
    const { auth, request } = await made();
    const csr = await verifyCsr(await request(auth.id), { primitives: webPrimitives });
    expect(csr).toMatchObject({ spki: auth.spki, subject, nonce: "N-1_x", storage: STORAGE });
  });

  it("wait in the browser and become key files that open", async () => {
    const store = memoryStore();
    const { keyRing, ids, certificates } = await made(store);
    await keyRing.keep({ number: NUMBER, keys: ids });

    const another = await testKeyRing(keys, store);
    const waiting = await another.findWaiting(NUMBER);
    if (!waiting) throw new Error("not found");
    expect(waiting).toMatchObject({ number: NUMBER, algorithm: keyAlgorithm, from: "BROWSER" });
    const make = (slot: Slot) =>
      another.makeKeyFile({ waitingId: waiting.id, slot, certificate: certificates[slot], password: NEW_PASSWORD });
    const files = [await make("AUTH"), await make("SIGN")];
    const kind = keyAlgorithm === "RSA-2048" ? "RSA256" : "EC256";
    expect(files.map(({ name }) => name)).toEqual([
      expect.stringMatching(new RegExp(`^AUTH_${kind}_[0-9a-f]{40}\\.p12$`)),
      expect.stringMatching(new RegExp(`^${kind}_[0-9a-f]{40}\\.p12$`)),
    ]);
    const { keys: opened } = await another.open({ files, password: NEW_PASSWORD });
    expect(opened).toMatchObject([
      { purpose: "SIGN_IN", issuer: "OURS" },
      { purpose: "SIGNING", issuer: "OURS" },
    ]);

    await another.forgetWaiting(NUMBER);
    expect(store.records.size).toBe(0);
    await expect(another.findWaiting(NUMBER)).resolves.toBeNull();
    await expect(make("AUTH")).toRejectWithCode("KEY_NOT_OPEN");
  });

  it("wait in a file under the password of the signing key's file, which OpenSSL reads", async () => {
    const { keyRing, ids, signer, certificates } = await made();
    const text = await keyRing.writeWaiting({ number: NUMBER, keys: ids, keyId: signer.id });
    openssl.write("waiting.pem", text);
    expect(openssl.accepts("pkey", "-in", "waiting.pem", "-passin", `pass:${PASSWORD}`, "-noout")).toBe(true);
    expect(openssl.accepts("pkey", "-in", "waiting.pem", "-passin", "pass:Wrong-1", "-noout")).toBe(false);

    const another = await testKeyRing(keys);
    const waiting = await another.readWaiting({ text: text.replaceAll("\n", "\r\n"), password: PASSWORD });
    expect(waiting).toMatchObject({ number: NUMBER, algorithm: keyAlgorithm, from: "FILE" });
    const order = {
      waitingId: waiting.id,
      slot: "SIGN" as const,
      certificate: certificates.SIGN,
      password: NEW_PASSWORD,
    };
    await expect(another.makeKeyFile(order)).resolves.toMatchObject({ name: expect.stringMatching(/256_/) });
    await expect(another.readWaiting({ text, password: "Wrong-1" })).toRejectWithCode("PASSWORD_WRONG");
    await expect(another.readWaiting({ text: text.slice(0, 900), password: PASSWORD })).toRejectWithCode(
      "WAITING_FILE_MALFORMED",
    );
  });

  it("H6: are joined with no certificate but their own, from our authority, for its use", async () => {
    const { keyRing, ids, certificates } = await made();
    const stranger = await made();
    await keyRing.keep({ number: NUMBER, keys: ids });
    const waiting = await keyRing.findWaiting(NUMBER);
    if (!waiting) throw new Error("not found");
    const make = (slot: Slot, certificate: Uint8Array, password = NEW_PASSWORD) =>
      keyRing.makeKeyFile({ waitingId: waiting.id, slot, certificate, password });

    await expect(make("AUTH", certificates.SIGN)).toRejectWithCode("CERTIFICATE_DIFFERS");
    await expect(make("AUTH", stranger.certificates.AUTH)).toRejectWithCode("CERTIFICATE_DIFFERS");
    await expect(make("AUTH", flipBit(certificates.AUTH, -1))).toRejectWithCode("CERTIFICATE_DIFFERS");
    await expect(make("AUTH", Uint8Array.of(1, 2, 3))).toRejectWithCode("CERTIFICATE_DIFFERS");
    await expect(make("AUTH", certificates.AUTH, "short")).toRejectWithCode("PASSWORD_RULE");
    await keyRing.trust({ roots: [], issuing: [] });
    await expect(make("AUTH", certificates.AUTH)).toRejectWithCode("CERTIFICATE_DIFFERS");
  });

  it("are kept in the browser under a key that can't be taken out of it", async () => {
    const store = memoryStore();
    const { keyRing, ids } = await made(store);
    await keyRing.keep({ number: NUMBER, keys: ids });
    const record = store.records.get(NUMBER);
    if (!record) throw new Error("not kept");
    await expect(crypto.subtle.exportKey("raw", record.wrappingKey)).rejects.toThrow();
    expect(Object.keys(record).toSorted()).toEqual(["keyAlgorithm", "number", "wrapped", "wrappingKey"]);
  });
});

const flipBit = (der: Uint8Array, at: number) => der.with(at, Number(der.at(at)) ^ 1);
