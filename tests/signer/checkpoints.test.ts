import { appendFileSync, mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { beforeAll, expect, it } from "vitest";
import { CaError } from "#ca/error.ts";
import { readCheckpoints } from "#ca/read-checkpoints.ts";
import { openCheckpoint } from "#pki/checkpoint.ts";
import { consistencyRanges, leafHash, treeHash } from "#pki/merkle.ts";
import { verifyEd25519 } from "#platform/ed25519.ts";
import { type TestHierarchy, type TestLogSigner, testHierarchy, testLogSigner } from "#tests/support/authority.ts";
import { failedStart, signerHome, startSigner } from "#tests/support/signer-process.ts";

let hierarchy: TestHierarchy;
beforeAll(async () => {
  hierarchy = await testHierarchy();
});

/** A log of so many entries, after the first of which another one may have gone another way. */
const leaves = (count: number, other = count) =>
  Array.from({ length: count }, (_, at) => leafHash(new TextEncoder().encode(at < other ? `${at}` : `other ${at}`)));

const order = (last: number, of: readonly Uint8Array[]) => ({
  ...{ last, size: of.length, root: treeHash(of) },
  proof: last < of.length ? consistencyRanges(last, of.length).map(({ from, to }) => treeHash(of.slice(from, to))) : [],
});

const ruleOf = (asked: Promise<unknown>) =>
  asked.then(
    () => "signed",
    (error: unknown) => (error instanceof CaError ? error.rule : error),
  );

it("F4: signs what goes on from the last one, for every two sizes of a log", async () => {
  const signer = await testLogSigner(hierarchy);
  for (let last = 0; last < 20; last = (await signer.signedLast()).size) {
    const size = last + 1 + (last % 3);
    const note = await signer.signCheckpoint(order(last, leaves(size)));
    const opened = openCheckpoint(note, { ...signer.key }, verifyEd25519);
    expect(opened).toEqual({ origin: "status.tanba.test/log", size, root: treeHash(leaves(size)) });
    expect(await signer.signedLast()).toEqual({ ...opened, note, givenUp: null });
  }
  const { notes, rest } = readCheckpoints(readFileSync(signer.checkpointsPath, "utf8"), "test");
  expect(notes.map(({ size }) => size)).toEqual([1, 3, 4, 6, 7, 9, 10, 12, 13, 15, 16, 18, 19, 21]);
  expect(rest).toBe("");
});

it("F4: signs neither a shorter log, nor one with another beginning, nor from another size than its own", async () => {
  const signer = await testLogSigner(hierarchy);
  await signer.signCheckpoint(order(0, leaves(7)));
  const before = await signer.signedLast();
  expect(await ruleOf(signer.signCheckpoint(order(0, leaves(6))))).toBe("checkpoint-smaller");
  expect(await ruleOf(signer.signCheckpoint(order(0, leaves(9))))).toBe("checkpoint-moved");
  expect(await ruleOf(signer.signCheckpoint(order(8, leaves(9))))).toBe("checkpoint-moved");
  for (let other = 0; other < 7; other++) {
    expect(await ruleOf(signer.signCheckpoint(order(7, leaves(9, other))))).toBe("checkpoint-inconsistent");
  }
  expect(await ruleOf(signer.signCheckpoint({ ...order(7, leaves(9)), proof: [] }))).toBe("checkpoint-inconsistent");
  expect(await ruleOf(signer.signCheckpoint(order(7, leaves(7, 3))))).toBe("checkpoint-inconsistent");
  expect(await signer.signedLast()).toEqual(before);
  expect(await ruleOf(signer.signCheckpoint(order(7, leaves(9, 7))))).toBe("signed");
});

it("F4: of two that go on from one only one is signed, and the same again gets the same note", async () => {
  const signer = await testLogSigner(hierarchy);
  await signer.signCheckpoint(order(0, leaves(5)));
  const first = order(5, leaves(8));
  const others = [order(5, leaves(8, 6)), order(5, leaves(9, 6))];
  const answers = await Promise.allSettled([first, ...others].map((one) => signer.signCheckpoint(one)));
  expect(answers.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "rejected"]);
  expect(await signer.signCheckpoint(first)).toBe((await signer.signedLast()).note);
});

it("F4: another signer over the same file goes on where the first one stopped, after a note that was cut off too", async () => {
  const first = await testLogSigner(hierarchy);
  await first.signCheckpoint(order(0, leaves(5)));
  const whole = readFileSync(first.checkpointsPath, "utf8");
  for (const cut of [1, 30, 60, whole.length - 1]) {
    writeFileSync(first.checkpointsPath, whole + whole.slice(0, cut));
    const next = await testLogSigner(hierarchy, dirname(first.checkpointsPath));
    expect(readFileSync(first.checkpointsPath, "utf8"), `${cut}`).toBe(whole);
    expect(await ruleOf(next.signCheckpoint(order(0, leaves(4))))).toBe("checkpoint-smaller");
  }
});

it("F4: goes on under another name once an operator has given the log up, and not before", async () => {
  const signer = await testLogSigner(hierarchy);
  const note = await signer.signCheckpoint(order(0, leaves(7)));
  expect(await ruleOf(signer.signCheckpoint(order(0, leaves(3))))).toBe("checkpoint-smaller");
  const { origin, size } = await signer.signedLast();
  const word = { at: "2026-11-26T00:00:00Z", by: "an operator", reason: "put back from a backup", origin, size };
  appendFileSync(signer.givenUpPath, `${JSON.stringify(word)}\n`);
  expect(await signer.signedLast()).toMatchObject({
    ...{ origin: "status.tanba.test/log/2", note: null, size: 0 },
    givenUp: { origin, size: 7, by: word.by, reason: word.reason },
  });
  const next = await signer.signCheckpoint(order(0, leaves(3)));
  expect(openCheckpoint(next, { ...signer.key, name: "status.tanba.test/log/2" }, verifyEd25519).size).toBe(3);
  expect(readFileSync(signer.checkpointsPath, "utf8")).toBe(`${note}\n${next}\n`);
  const again: TestLogSigner = await testLogSigner(hierarchy, dirname(signer.checkpointsPath));
  expect(await again.signedLast()).toMatchObject({ size: 3, note: next });
});

it("F4: signs over its socket as in its process, and refuses in the same words", async () => {
  const home = signerHome(hierarchy);
  const { client, kill, ended } = await startSigner(home);
  expect(await client.signedLast()).toMatchObject({ origin: "status.tanba.test/log", note: null, size: 0 });
  const note = await client.signCheckpoint(order(0, leaves(300)));
  expect(await client.signedLast()).toMatchObject({ note, size: 300, root: treeHash(leaves(300)) });
  expect(await ruleOf(client.signCheckpoint(order(0, leaves(200))))).toBe("checkpoint-smaller");
  expect(statSync(`${home}/checkpoints/checkpoints.txt`).mode & 0o777, "whoever audits takes it away").toBe(0o644);
  kill("SIGKILL");
  await ended;
  const next = await startSigner(home);
  expect(await next.client.signedLast()).toMatchObject({ note, size: 300 });
  expect(await ruleOf(next.client.signCheckpoint(order(300, leaves(301, 299))))).toBe("checkpoint-inconsistent");
});

it.each<readonly [what: string, spoil: (home: string) => void, said: string]>([
  [
    "a log's key that is another's",
    (home) => writeFileSync(`${home}/authority/checkpoint.vkey`, `${ANOTHER}\n`),
    "not the one that checkpoint.vkey names",
  ],
  [
    "no name for the log's key",
    (home) => writeFileSync(`${home}/authority/checkpoint.vkey`, "log\n"),
    "does not name a key",
  ],
  ["the issuing key in its place", swapKeys, "not of Ed25519"],
  [
    "a file of checkpoints that holds something else",
    (home) => fileOf(home, "something\n".repeat(6)),
    "no checkpoint where one should begin",
  ],
  ["a last checkpoint that the key did not sign", (home) => fileOf(home, FORGED), "SIGNATURE_INVALID"],
])("F9: does not start with %s", async (_, spoil, said) => {
  const home = signerHome(hierarchy);
  spoil(home);
  const { code, said: told } = await failedStart(home);
  expect(code).toBe(1);
  expect(told).toContain(said);
});

const ANOTHER = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
const FORGED = `status.tanba.test/log\n3\n${Buffer.alloc(32).toString("base64")}\n\n— status.tanba.test/log ${Buffer.alloc(68).toString("base64")}\n\n`;

function swapKeys(home: string): void {
  writeFileSync(`${home}/authority/checkpoint.key.pem`, readFileSync(`${home}/authority/issuing.key.pem`));
}

function fileOf(home: string, text: string): void {
  mkdirSync(`${home}/checkpoints`);
  writeFileSync(`${home}/checkpoints/checkpoints.txt`, text);
}
