import { describe, expect, it } from "vitest";
import { createKeyRing } from "#browser/keystore/key-ring.ts";
import type { Slot } from "#browser/keystore/waiting-keys.ts";
import { webPrimitives } from "#browser/web-primitives.ts";
import { parseCertificate } from "#pki/certificate.ts";
import { verifyDetached } from "#pki/cms.ts";
import { verifyCsr } from "#pki/csr.ts";
import { integer, octetString, oid, sequence } from "#pki/der.ts";
import { openPkcs12, sealPkcs12 } from "#pki/pkcs12.ts";
import { documentText } from "#pki/signed-document.ts";
import { OLD } from "#tests/pki/key-files.ts";
import { AUTH, NOW, P384_KEY, SIGN, withLines } from "#tests/pki/openssl-authority.ts";
import { memoryStore, NEW_PASSWORD, PASSWORD, RSA_AUTH, RSA_SIGN, testKeys } from "../test-keys.ts";

const keys = testKeys();
const { openssl } = keys;
const FILES = {
  auth: keys.keyFile({ ...RSA_AUTH, name: "rsa-auth" }),
  sign: keys.keyFile({ ...RSA_SIGN, name: "rsa-sign" }),
  ecSign: keys.keyFile({ ...SIGN, name: "ec-sign" }),
  old: keys.keyFile({ ...RSA_SIGN, name: "old-sign" }, OLD),
};
openssl.write("chain.pem", Buffer.concat([openssl.read("root.pem"), openssl.read("issuing.pem")]));
const NUMBER = "0123456789ABC";
const STORAGE = { type: "1.2.398.3.3.5.1.1" };
const { subject } = parseCertificate(openssl.run("x509", "-in", "rsa-sign.pem", "-outform", "DER"));

async function ring(store = memoryStore()) {
  const keyRing = createKeyRing({ now: () => NOW, store });
  await keyRing.trust(keys.anchors);
  return keyRing;
}

async function openOne(keyRing: Awaited<ReturnType<typeof ring>>, file: { name: string; bytes: Uint8Array }) {
  const { keys: opened, problems } = await keyRing.open({ files: [file], password: PASSWORD });
  const [key] = opened;
  if (!key) throw new Error(JSON.stringify(problems));
  return key;
}

describe("opening", () => {
  it("shows whose key it is, what it is for and until when", async () => {
    expect(await openOne(await ring(), FILES.auth)).toMatchObject({
      fileName: "rsa-auth.p12",
      purpose: "SIGN_IN",
      commonName: "СЕЙТҚАЛИ ӘЛИЯ",
      iin: "900101400008",
      bin: "990140001234",
      organisation: '"ТОО Пример"',
      notBefore: "2026-01-01T00:00:00.000Z",
      notAfter: "2027-01-01T00:00:00.000Z",
      validity: "VALID",
      issuer: "OURS",
    });
  });

  it("opens the files of a folder that the password opens, and names what is wrong with each of the others", async () => {
    const files = [
      FILES.old,
      FILES.ecSign,
      { name: "empty.p12", bytes: new Uint8Array() },
      { name: "photo.jpg", bytes: Uint8Array.of(0xff, 0xd8, 0xff) },
      { name: "large.p12", bytes: new Uint8Array(1_048_577) },
      { name: "other.p12", bytes: exportWith("ec-sign", "Another-1") },
      { name: "trust.p12", bytes: exportWith("ec-sign", PASSWORD, ["-nokeys"]) },
      { name: "dear.p12", bytes: exportWith("ec-sign", PASSWORD, ["-iter", "2000001", "-nomac"]) },
    ];
    const { keys: opened, problems } = await (await ring()).open({ files, password: PASSWORD });
    expect(opened.map(({ fileName, purpose }) => [fileName, purpose])).toEqual([
      ["old-sign.p12", "SIGNING"],
      ["ec-sign.p12", "SIGNING"],
    ]);
    expect(problems).toEqual([
      { fileName: "empty.p12", problem: "EMPTY" },
      { fileName: "photo.jpg", problem: "NOT_A_KEY_FILE" },
      { fileName: "large.p12", problem: "TOO_LARGE" },
      { fileName: "other.p12", problem: "PASSWORD_WRONG" },
      { fileName: "trust.p12", problem: "NO_KEY_INSIDE" },
      { fileName: "dear.p12", problem: "TOO_COSTLY" },
    ]);
  });

  it.each([
    ["an expired key", { ...AUTH, name: "ended", until: "20261101000000Z" }, { validity: "EXPIRED", issuer: "OURS" }],
    [
      "a key before its time",
      { ...AUTH, name: "early", from: "20261201000000Z" },
      { validity: "NOT_YET_VALID", issuer: "OURS" },
    ],
    [
      "a stranger's key",
      { ...AUTH, name: "alien", issuer: undefined, subject: "/CN=Alien/CN=Twice" },
      { issuer: "UNKNOWN", commonName: "Alien" },
    ],
    [
      "a key for neither",
      withLines({ ...AUTH, name: "tls" }, { extendedKeyUsage: "serverAuth" }),
      { purpose: "NEITHER" },
    ],
  ])("tells %s", async (_, wanted, shown) => {
    expect(await openOne(await ring(), keys.keyFile(wanted))).toMatchObject(shown);
  });

  it("refuses a certificate with another key than its own", async () => {
    const [auth, sign] = [entryOf(FILES.auth), entryOf(FILES.sign)];
    const mixed = await seal({ certificate: (await auth).certificate, privateKey: (await sign).privateKey });
    const { problems } = await (await ring()).open({
      files: [{ name: "mixed.p12", bytes: mixed }],
      password: PASSWORD,
    });
    expect(problems).toEqual([{ fileName: "mixed.p12", problem: "NOT_A_KEY_FILE" }]);
  });

  it.each([
    ["GOST R 34.10-2015 under its Kazakh identifier", "1.2.398.3.10.1.1.2.2"],
    ["GOST 34.310-2004 under its Kazakh identifier", "1.2.398.3.10.1.1.1.1"],
    ["GOST R 34.10-2012 under its Russian identifier", "1.2.643.7.1.1.1.2"],
  ])("knows a key of %s, and says that it can't use it yet", async (_, algorithm) => {
    const privateKey = sequence(integer(0), sequence(oid(algorithm)), octetString(octetString(new Uint8Array(64))));
    const bytes = await seal({ certificate: (await entryOf(FILES.auth)).certificate, privateKey });
    const { problems } = await (await ring()).open({ files: [{ name: "GOST512.p12", bytes }], password: PASSWORD });
    expect(problems).toEqual([{ fileName: "GOST512.p12", problem: "GOST_NOT_YET" }]);
  });
});

describe("signing", () => {
  const signIn = documentText("sign-in", { nonce: "abc" });
  const form = documentText("reissue", { name: "Сейтқали Әлия" });

  it.each([
    ["RSA", FILES.sign, "rsa-sign"],
    ["P-256", FILES.ecSign, "ec-sign"],
    ["an RSA key of an old file", FILES.old, "old-sign"],
  ])("makes with %s what our strict verifier and OpenSSL accept", async (_, file, name) => {
    const keyRing = await ring();
    const cms = await keyRing.sign({ keyId: (await openOne(keyRing, file)).id, text: form });

    const certificate = parseCertificate(openssl.run("x509", "-in", `${name}.pem`, "-outform", "DER"));
    const content = new TextEncoder().encode(form);
    await expect(verifyDetached(cms, { content, certificate, primitives: webPrimitives })).resolves.toBeUndefined();
    openssl.write("cms.der", cms);
    openssl.write("content.txt", content);
    const verify = [
      "cms",
      "-verify",
      "-cades",
      "-binary",
      "-inform",
      "DER",
      "-in",
      "cms.der",
      "-content",
      "content.txt",
    ];
    openssl.run(
      ...verify,
      "-CAfile",
      "chain.pem",
      "-purpose",
      "smimesign",
      "-attime",
      String(NOW.getTime() / 1000),
      "-out",
      "out.txt",
    );
    expect(openssl.read("out.txt")).toEqual(content);
  });

  it("signs a sign-in with the key for signing in alone, and everything else with the other", async () => {
    const keyRing = await ring();
    const [auth, sign] = [await openOne(keyRing, FILES.auth), await openOne(keyRing, FILES.sign)];
    await expect(keyRing.sign({ keyId: auth.id, text: signIn })).resolves.toBeInstanceOf(Uint8Array);
    await expect(keyRing.sign({ keyId: auth.id, text: form })).toRejectWithCode("KEY_PURPOSE");
    await expect(keyRing.sign({ keyId: sign.id, text: signIn })).toRejectWithCode("KEY_PURPOSE");
  });

  it("signs no text that is none of our documents, and with no key that is not open", async () => {
    const keyRing = await ring();
    const { id } = await openOne(keyRing, FILES.sign);
    await expect(keyRing.sign({ keyId: id, text: "I owe you a million" })).toRejectWithCode("DOCUMENT_MALFORMED");
    await expect((await ring()).sign({ keyId: id, text: form })).toRejectWithCode("KEY_NOT_OPEN");
  });

  it("does not sign with a curve that the portal does not accept", async () => {
    const keyRing = await ring();
    const { id } = await openOne(keyRing, keys.keyFile({ ...SIGN, name: "p384", key: P384_KEY }));
    await expect(keyRing.sign({ keyId: id, text: form })).toRejectWithCode("KEY_PURPOSE");
  });
});

describe.each(["RSA-2048", "EC-P256"] as const)("new keys: %s", (keyAlgorithm) => {
  async function made(store = memoryStore()) {
    const keyRing = await ring(store);
    const signer = await openOne(keyRing, FILES.sign);
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

    const another = await ring(store);
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

    const another = await ring();
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

describe("the change of a password", () => {
  it("writes an old file anew in the modern form and leaves the old bytes alone", async () => {
    const keyRing = await ring();
    const before = FILES.old.bytes.slice();
    const change = { file: FILES.old, oldPassword: PASSWORD, newPassword: NEW_PASSWORD };
    const changed = await keyRing.changePassword(change);

    expect(FILES.old.bytes).toEqual(before);
    expect(changed.name).toBe("old-sign.p12");
    await expect(keyRing.open({ files: [changed], password: NEW_PASSWORD })).resolves.toMatchObject({
      keys: [{}],
      problems: [],
    });
    openssl.write("changed.p12", changed.bytes);
    expect(
      openssl.says("pkcs12", "-in", "changed.p12", "-passin", `pass:${NEW_PASSWORD}`, "-info", "-noout"),
    ).toContain("PBES2");
    await expect(keyRing.changePassword({ ...change, oldPassword: "Wrong-1" })).toRejectWithCode("PASSWORD_WRONG");
    await expect(keyRing.changePassword({ ...change, newPassword: "1" })).toRejectWithCode("PASSWORD_RULE");
    const photo = { name: "photo.jpg", bytes: Uint8Array.of(1) };
    await expect(keyRing.changePassword({ ...change, file: photo })).toRejectWithCode("KEY_FILE_UNREADABLE");
  });
});

function exportWith(name: string, password: string, options: readonly string[] = []): Uint8Array {
  openssl.run(
    ...["pkcs12", "-export", "-inkey", `${name}.key.pem`, "-in", `${name}.pem`, "-out", "with.p12"],
    ...["-passout", `pass:${password}`, ...options],
  );
  return openssl.read("with.p12");
}

async function entryOf(file: { bytes: Uint8Array }) {
  const [entry] = await openPkcs12(file.bytes, PASSWORD, { crypto });
  if (!entry) throw new Error("no key inside");
  return entry;
}

const seal = (entry: { certificate: Uint8Array; privateKey: Uint8Array }) =>
  sealPkcs12({ ...entry, password: PASSWORD, friendlyName: "" }, { crypto, iterations: 1 });

const flipBit = (der: Uint8Array, at: number) => der.with(at, Number(der.at(at)) ^ 1);
