import { generateKeyPairSync } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, readlinkSync, rmSync, statSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { join } from "node:path";
import { beforeAll, expect, it } from "vitest";
import { preparePair, redeem } from "#ca/issue.ts";
import type { Signer } from "#ca/signer.ts";
import { parseCertificate } from "#pki/certificate.ts";
import { nodePrimitives } from "#platform/node-primitives.ts";
import { JournalEntry } from "#signer/journal-entry.ts";
import {
  CRL_SHARDS,
  PASSPHRASES,
  STATUS_URL,
  type TestHierarchy,
  testHierarchy,
  testOrder,
} from "#tests/support/authority.ts";
import { opensslIn } from "#tests/support/openssl.ts";
import { failedStart, signerHome, startSigner } from "#tests/support/signer-process.ts";

/** A process of its own has the real time. */
const clock = { now: () => new Date() };
let hierarchy: TestHierarchy;

beforeAll(async () => {
  hierarchy = await testHierarchy(clock.now());
});

const authorityOver = (signer: Signer) => ({
  issuer: { id: "issuer", certificate: hierarchy.issuing },
  signer,
  statusUrl: STATUS_URL,
  crlShards: CRL_SHARDS,
  primitives: nodePrimitives,
  clock,
});

const entriesOf = (journalPath: string) =>
  readFileSync(journalPath, "utf8")
    .trimEnd()
    .split("\n")
    .map((line) => JournalEntry.parse(JSON.parse(line)));

it("issues a pair through the signer's own process, and C4: journals exactly what it signed", async () => {
  const signer = await startSigner(signerHome(hierarchy));
  const authority = authorityOver(signer.client);
  const prepared = await preparePair(authority, testOrder());

  const certificates = (await redeem(authority, prepared)).map(parseCertificate);

  expect(certificates.map(({ tbs }) => tbs)).toEqual(prepared.map(({ tbs }) => tbs));
  expect(entriesOf(signer.journalPath)).toMatchObject(
    certificates.map(({ serial, tbs, signature }) => ({
      kind: "SIGNATURE",
      serial,
      tbsSha256: Buffer.from(nodePrimitives.digest("SHA-256", tbs)).toString("hex"),
      signature: Buffer.from(signature).toString("base64"),
    })),
  );
});

it("signs batches longer than one message holds, and many at once", async () => {
  const signer = await startSigner(signerHome(hierarchy));
  const authority = authorityOver(signer.client);
  const pairs = await Promise.all(Array.from({ length: 300 }, () => preparePair(authority, testOrder())));

  const [one, ...many] = await Promise.all([
    redeem(authority, pairs.flat()),
    ...pairs.slice(0, 30).map((pair) => redeem(authority, pair)),
  ]);

  expect(one).toHaveLength(600);
  expect(many.flat()).toEqual(one?.slice(0, 60));
  expect(entriesOf(signer.journalPath)).toHaveLength(600);
});

it("C14: a refusal comes through the socket with its rule and serial, and leaves the signer at work", async () => {
  const signer = await startSigner(signerHome(hierarchy));
  const authority = authorityOver(signer.client);
  const prepared = await preparePair(authority, testOrder());
  const [first] = prepared;

  await signer.client.void(first?.serial ?? "");
  await expect(redeem(authority, prepared)).rejects.toMatchObject({
    code: "SIGNER_REFUSED",
    rule: "serial-buried",
    serial: first?.serial,
  });
  await expect(signer.client.signCrl([new Uint8Array(3)])).rejects.toMatchObject({ rule: "crl-malformed" });
  expect(await redeem(authority, await preparePair(authority, testOrder()))).toHaveLength(2);
});

it.each(["signer.before_journal", "signer.after_journal"])(
  "C3, C8, C9: killed at %s, a signer started again gives one signature for ever",
  async (point) => {
    const home = signerHome(hierarchy);
    const dying = await startSigner(home, { env: { TANBA_FAILPOINTS_ALLOWED: "1", TANBA_FAILPOINT: point } });
    const prepared = await preparePair(authorityOver(dying.client), testOrder());
    await expect(redeem(authorityOver(dying.client), prepared)).toRejectWithCode("SIGNER_UNAVAILABLE");
    expect(await dying.ended).toBe("SIGKILL");
    const left = readFileSync(dying.journalPath, "utf8")
      .split("\n")
      .filter(Boolean)
      .map((line) => JSON.parse(line).signature);

    const living = await startSigner(home);
    const certificates = await redeem(authorityOver(living.client), prepared);
    const signatures = certificates.map((der) => Buffer.from(parseCertificate(der).signature).toString("base64"));
    if (point === "signer.after_journal") expect(signatures).toEqual(left);
    else expect(left).toEqual([]);
    expect(await redeem(authorityOver(living.client), prepared)).toEqual(certificates);
    expect(entriesOf(living.journalPath)).toHaveLength(2);
  },
);

it("C14: killed after burying a serial, a signer started again still refuses it", async () => {
  const home = signerHome(hierarchy);
  const dying = await startSigner(home, {
    env: { TANBA_FAILPOINTS_ALLOWED: "1", TANBA_FAILPOINT: "signer.after_journal" },
  });
  const prepared = await preparePair(authorityOver(dying.client), testOrder());
  await expect(dying.client.void(prepared[0]?.serial ?? "")).toRejectWithCode("SIGNER_UNAVAILABLE");
  await dying.ended;

  const living = await startSigner(home);
  await expect(redeem(authorityOver(living.client), prepared)).rejects.toMatchObject({ rule: "serial-buried" });
});

it("does not die at a failpoint that tests alone may set", async () => {
  const signer = await startSigner(signerHome(hierarchy), { env: { TANBA_FAILPOINT: "signer.before_journal" } });
  const authority = authorityOver(signer.client);
  expect(await redeem(authority, await preparePair(authority, testOrder()))).toHaveLength(2);
});

it("stops in order on SIGTERM, and starts again over the socket that a killed one left", async () => {
  const home = signerHome(hierarchy);
  const first = await startSigner(home);
  first.kill("SIGKILL");
  await first.ended;
  const second = await startSigner(home);
  second.kill("SIGTERM");
  expect(await second.ended).toBe(0);
});

// ------------------------------------------------------------------------------------------------------- F7, F9

/** What a descriptor stands for; nothing when it was closed after it had been listed. */
function targetOf(descriptor: string): string {
  try {
    return readlinkSync(descriptor);
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return "";
    throw error;
  }
}

it("F7: the signer has no TCP, no inspector, no secret in its arguments or variables, and no memory in a core dump", async () => {
  const { pid, socketPath } = await startSigner(signerHome(hierarchy));
  const proc = (name: string) => readFileSync(`/proc/${pid}/${name}`, "latin1");
  const sockets = () =>
    readdirSync(`/proc/${pid}/fd`)
      .map((descriptor) => targetOf(`/proc/${pid}/fd/${descriptor}`))
      .flatMap((target) => /^socket:\[(\d+)\]$/.exec(target)?.[1] ?? []);
  const inetSockets = () =>
    ["tcp", "tcp6", "udp", "udp6", "raw", "raw6"].flatMap((kind) => inodesOf(proc(`net/${kind}`)));

  expect(sockets().filter((inode) => inetSockets().includes(inode))).toEqual([]);
  expect(proc("net/unix")).toContain(socketPath);
  expect(proc("environ") + proc("cmdline")).not.toContain(PASSPHRASES.issuing);
  expect(proc("coredump_filter").trim()).toBe("00000000");

  process.kill(pid, "SIGUSR1");
  await answers(socketPath);
  expect(sockets().filter((inode) => inetSockets().includes(inode))).toEqual([]);
});

it("F7: nobody but the signer's own account and group can open its socket or read its journal", async () => {
  const home = signerHome(hierarchy);
  const { socketPath, client, journalPath } = await startSigner(home);
  await client.void("7f".repeat(20));
  const mode = (path: string) => (statSync(path).mode & 0o777).toString(8);

  expect([mode(socketPath), mode(journalPath), mode(join(journalPath, ".."))]).toEqual(["660", "600", "700"]);
});

it.each([
  [
    "a wrong passphrase",
    () => undefined,
    { passphrase: "another" },
    "the issuing key does not open with this passphrase",
  ],
  ["no passphrase", () => undefined, { passphrase: "" }, "came in empty or too long on file descriptor 3"],
  ["an inspector that could be opened", () => undefined, { args: [] }, "start the signer as: node --disable-sigusr1"],
  [
    "another key",
    (home: string) => writeFileSync(join(home, "authority/issuing.key.pem"), strangeKey()),
    {},
    "the issuing key is not the key of the issuing certificate",
  ],
  [
    "a key in the clear",
    (home: string) =>
      writeFileSync(join(home, "authority/issuing.key.pem"), generateKey().export({ type: "pkcs8", format: "pem" })),
    {},
    "the issuing key is not an encrypted PKCS#8 file",
  ],
  [
    "the root of another ceremony",
    (home: string) => writeFileSync(join(home, "authority/root.cer"), strangeRoot()),
    {},
    "the issuing certificate is not signed by the root",
  ],
  ["no certificate", (home: string) => rmSync(join(home, "authority/issuing.cer")), {}, "no such file"],
  [
    "a journal that cannot be read",
    (home: string) => {
      mkdirSync(join(home, "signer"));
      writeFileSync(join(home, "signer/journal.jsonl"), "nonsense\n");
    },
    {},
    "has a line that cannot be read, at byte 0",
  ],
])("F9: does not start with %s, and says so in one sentence", async (_, spoil, start, sentence) => {
  const home = signerHome(hierarchy);
  spoil(home);
  const { code, said } = await failedStart(home, start);

  expect(code).toBe(1);
  expect(said).toContain(sentence);
  expect(said.trimEnd().split("\n")).toHaveLength(1);
});

it("F9: does not start beside another signer that writes the same journal", async () => {
  const home = signerHome(hierarchy);
  await startSigner(home);
  const { code, said } = await failedStart(home);
  expect(code).toBe(1);
  expect(said).toContain("another signer is writing the journal");
});

const inodesOf = (table: string) =>
  table
    .trim()
    .split("\n")
    .slice(1)
    .flatMap((line) => line.trim().split(/\s+/)[9] ?? []);
const generateKey = () => generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey;
const strangeKey = () =>
  generateKey().export({ type: "pkcs8", format: "pem", cipher: "aes-256-cbc", passphrase: PASSPHRASES.issuing });

function strangeRoot(): Uint8Array {
  const openssl = opensslIn(hierarchy.dir);
  const key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-384", "-nodes", "-keyout", "/dev/null"];
  return openssl.run(
    "req",
    "-x509",
    ...key,
    "-subj",
    "/CN=another root",
    "-days",
    "30",
    "-outform",
    "DER",
    "-addext",
    "keyUsage=critical,keyCertSign,cRLSign",
  );
}

/** A round over the socket: whatever a signal set in motion before has had its turn. */
function answers(socketPath: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect(socketPath, () =>
      socket.write("GET /health/live HTTP/1.1\r\nhost: signer\r\nconnection: close\r\n\r\n"),
    );
    socket.on("error", reject);
    socket.on("data", () => undefined);
    socket.on("close", () => resolve());
  });
}
