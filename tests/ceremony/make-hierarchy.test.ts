import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { beforeAll, expect, it, onTestFinished } from "vitest";
import { parseCertificate } from "#pki/certificate.ts";
import { parseCrl } from "#pki/crl.ts";
import { subjectOf } from "#pki/name.ts";
import { OID } from "#pki/oid.ts";
import { openCheckpointKey } from "#signer/checkpoint-key.ts";
import { NOW, PASSPHRASES, STATUS_URL, type TestHierarchy, testHierarchy } from "#tests/support/authority.ts";
import { opensslIn } from "#tests/support/openssl.ts";
import { addCheckpointKey } from "../../src/ceremony/add-checkpoint-key.ts";
import { makeHierarchy } from "../../src/ceremony/make-hierarchy.ts";

const FILES = [
  "checkpoint.key.pem",
  "checkpoint.vkey",
  "issuing.cer",
  "issuing.key.pem",
  "root.cer",
  "root.crl",
  "root.key.pem",
  "transcript.txt",
];
let made: TestHierarchy;

beforeAll(async () => {
  made = await testHierarchy();
});

const read = (name: string) => readFileSync(join(made.dir, name));

function emptyFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "tanba-ceremony-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

const ceremonyIn = (dir: string) =>
  makeHierarchy({ dir, now: NOW, statusUrl: STATUS_URL, by: ["a test"], passphrase: (key) => PASSPHRASES[key] });

it("leaves two certificates, two encrypted keys, the root's CRL and the transcript, and nothing else", () => {
  expect(readdirSync(made.dir).toSorted()).toEqual(FILES);
  for (const key of ["root", "issuing"] as const) {
    const file = `${key}.key.pem`;
    expect(statSync(join(made.dir, file)).mode & 0o777).toBe(0o600);
    expect(read(file).toString()).toMatch(/^-----BEGIN ENCRYPTED PRIVATE KEY-----\n/);
    const openssl = opensslIn(made.dir);
    expect(openssl.accepts("pkey", "-in", file, "-noout", "-passin", `pass:${PASSPHRASES[key]}`)).toBe(true);
    expect(openssl.accepts("pkey", "-in", file, "-noout", "-passin", "pass:another")).toBe(false);
  }
  const shown = opensslIn(made.dir).says("asn1parse", "-in", "issuing.key.pem");
  expect(shown).toContain("PBKDF2");
  expect(shown).toContain("hmacWithSHA256");
  expect(shown).toContain("aes-256-cbc");
  expect(shown).toContain("0927C0"); // 600,000 rounds
});

it("C13: the issuing authority is P-256, may have none below it, and may issue for no TLS server", () => {
  const { issuing, root } = made;
  expect([issuing.basicConstraints, root.basicConstraints]).toEqual([
    { ca: true, pathLength: 0 },
    { ca: true, pathLength: undefined },
  ]);
  expect(issuing.extendedKeyUsage).not.toContain(OID.serverAuth);
  expect(issuing.extendedKeyUsage).toEqual(
    expect.arrayContaining([OID.clientAuth, OID.emailProtection, OID.ocspSigning, OID.timeStamping]),
  );
  expect(issuing.extendedKeyUsage?.slice(4).every((role) => /^1\.2\.398\.3\.3\.4\.[12]\./.test(role))).toBe(true);
  expect(root.extendedKeyUsage).toBeUndefined();
  for (const { keyUsage } of [issuing, root]) expect([...(keyUsage ?? [])]).toEqual(["keyCertSign", "cRLSign"]);

  const text = (name: string) => opensslIn(made.dir).says("x509", "-inform", "DER", "-in", name, "-noout", "-text");
  expect(text("root.cer")).toContain("NIST CURVE: P-384");
  expect(text("issuing.cer")).toContain("NIST CURVE: P-256");
  expect(text("issuing.cer")).toContain(`URI:${STATUS_URL}/crl/root.crl`);
});

it("names Tańba and says DEMO, and never names the national authority", () => {
  const names = [made.root, made.issuing].map(({ subject }) => subjectOf(subject).commonName);
  expect(names).toEqual(["ТАҢБА НЕГІЗГІ КУӘЛАНДЫРУШЫ ОРТАЛЫҚ (DEMO)", "ТАҢБА КУӘЛАНДЫРУШЫ ОРТАЛЫҚ (DEMO)"]);
  expect(names.join()).not.toMatch(/ҰЛТТЫҚ|ҰКО|NCA/);
});

it("the root lives 20 years to the second, the issuing authority 10, and the root's empty CRL one", () => {
  const crl = parseCrl(made.rootCrl);
  const until = (year: number) => new Date(Date.UTC(year, 10, 23, 6, 29, 59));
  expect([made.root.notAfter, made.issuing.notAfter]).toEqual([until(2046), until(2036)]);
  expect([crl.number, crl.entries, crl.thisUpdate, crl.nextUpdate]).toEqual([
    1n,
    [],
    new Date("2026-11-23T06:30:00Z"),
    new Date("2027-11-23T06:30:00Z"),
  ]);
});

it("C11: OpenSSL finds the chain whole, and the CRL the root's own", () => {
  const openssl = opensslIn(emptyFolder());
  for (const name of ["root.cer", "issuing.cer"]) {
    openssl.write(name, read(name));
    openssl.run("x509", "-inform", "DER", "-in", name, "-out", name.replace("cer", "pem"));
  }
  openssl.write("root.crl", read("root.crl"));
  openssl.run("crl", "-inform", "DER", "-in", "root.crl", "-out", "crl.pem");
  const at = ["-attime", String(Math.floor(NOW.getTime() / 1000) + 60)];
  const strict = ["verify", "-x509_strict", ...at, "-CAfile", "root.pem", "-crl_check", "-CRLfile", "crl.pem"];
  expect(openssl.says(...strict, "issuing.pem")).toContain("issuing.pem: OK");
});

it("the transcript has who, when and what, and the digest of every file and certificate, and no secret", () => {
  const transcript = read("transcript.txt").toString();
  const sha256 = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");
  const digests = FILES.filter((file) => file !== "transcript.txt").map((file) => sha256(read(file)));

  expect(transcript).toContain("present: a test");
  expect(transcript).toContain("2026-11-23T06:30:00.");
  expect(digests.filter((digest) => !transcript.includes(digest))).toEqual([]);
  for (const { spki, serial } of [made.root, made.issuing]) {
    expect(transcript).toContain(sha256(spki));
    expect(transcript).toContain(serial);
  }
  expect(transcript.match(/^\S+ {2}\d+\. /gm)?.map((line) => line.trim().split(/\s+/)[1])).toEqual(
    Array.from({ length: 16 }, (_, at) => `${at + 1}.`),
  );
  for (const passphrase of Object.values(PASSPHRASES)) expect(transcript).not.toContain(passphrase);
});

it("overwrites nothing: a folder that holds anything is refused and stays as it was", async () => {
  const dir = emptyFolder();
  writeFileSync(join(dir, "root.cer"), "mine");
  await expect(ceremonyIn(dir)).rejects.toThrow("is not empty (root.cer): a ceremony overwrites nothing");
  expect(readdirSync(dir)).toEqual(["root.cer"]);
});

it("a ceremony that was cut off leaves no half of a hierarchy, and the next one is whole", async () => {
  const dir = join(emptyFolder(), "authority");
  mkdirSync(dir);
  const cutOff = {
    dir,
    now: NOW,
    statusUrl: STATUS_URL,
    by: ["a test"],
    passphrase: () => Promise.reject(new Error("cut off")),
  };
  await expect(makeHierarchy(cutOff)).rejects.toThrow("cut off");
  expect(readdirSync(dir)).toEqual([]);

  await ceremonyIn(dir);
  expect(readdirSync(dir).toSorted()).toEqual(FILES);
  expect(readdirSync(join(dir, ".."))).toEqual(["authority"]);
});

// -------------------------------------------------------------------------------------------------- the command

async function command(args: readonly string[], passphrases: string): Promise<{ code: number; said: string }> {
  const child = spawn(resolve("node_modules/.bin/node"), ["src/ceremony/main.ts", ...args], {
    stdio: ["ignore", "pipe", "pipe", "pipe"],
  });
  const secret = child.stdio[3];
  if (secret && "end" in secret) {
    secret.on("error", () => undefined);
    secret.end(passphrases);
  }
  let said = "";
  for (const stream of [child.stdout, child.stderr])
    stream?.setEncoding("utf8").on("data", (text: string) => (said += text));
  const [code] = await once(child, "close");
  return { code, said };
}

const TWO = "a passphrase for the root key\na passphrase for the issuing key\n";

it("the command makes a hierarchy from passphrases that stand in no argument and no variable", async () => {
  const dir = join(emptyFolder(), "authority");
  const { code, said } = await command(
    ["--dir", dir, "--status-url", `${STATUS_URL}/`, "--by", "Әсел", "--by", "Bolat"],
    TWO,
  );

  expect([code, said]).toEqual([0, `The hierarchy is in ${dir}; transcript.txt tells how it was made.\n`]);
  expect(readFileSync(join(dir, "transcript.txt"), "utf8")).toContain("present: Әсел, Bolat");
  expect(parseCertificate(readFileSync(join(dir, "root.cer"))).serial).toMatch(/^[4-7]/);
  expect(
    opensslIn(dir).accepts(
      "pkey",
      "-in",
      "issuing.key.pem",
      "-noout",
      "-passin",
      "pass:a passphrase for the issuing key",
    ),
  ).toBe(true);
});

it.each([
  [
    "without a folder",
    ["--status-url", STATUS_URL, "--by", "x"],
    TWO,
    "a folder, an address and who takes part are needed",
  ],
  [
    "with one passphrase",
    ["--dir", "/nowhere/at-all", "--status-url", STATUS_URL, "--by", "x"],
    "only one passphrase\n",
    "two different passphrases",
  ],
  [
    "with one passphrase twice",
    ["--dir", "/nowhere/at-all", "--status-url", STATUS_URL, "--by", "x"],
    "the same passphrase again\nthe same passphrase again\n",
    "two different passphrases",
  ],
  ["with an argument of another name", ["--passphrase", "x"], TWO, "Unknown option '--passphrase'"],
])("the command refuses to begin %s", async (_, args, passphrases, sentence) => {
  const { code, said } = await command(args, passphrases);
  expect(code).toBe(1);
  expect(said).toContain(sentence);
});

it("gives an authority that is older than its log the log's key, once, and says so in the transcript", async () => {
  const dir = join(emptyFolder(), "authority");
  await ceremonyIn(dir);
  for (const name of ["checkpoint.key.pem", "checkpoint.vkey"]) rmSync(join(dir, name));
  const before = readFileSync(join(dir, "transcript.txt"), "utf8");
  const earlier = { dir, now: NOW, statusUrl: STATUS_URL, passphrase: () => PASSPHRASES.issuing };
  expect(await addCheckpointKey(earlier)).toBe(true);
  const key = readFileSync(join(dir, "checkpoint.key.pem"), "utf8");
  const name = readFileSync(join(dir, "checkpoint.vkey"), "utf8").trim();
  expect(openCheckpointKey(key, name, new TextEncoder().encode(PASSPHRASES.issuing)).name).toBe(
    "status.tanba.test/log",
  );
  expect(readFileSync(join(dir, "transcript.txt"), "utf8")).toBe(
    `${before}${NOW.toISOString()}  Later. The log's key was made: Ed25519, ${name}.\n`,
  );
  expect(await addCheckpointKey(earlier)).toBe(false);
  expect(readFileSync(join(dir, "checkpoint.key.pem"), "utf8")).toBe(key);
  expect(readdirSync(dir).toSorted()).toEqual(FILES);
});
