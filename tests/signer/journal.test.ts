import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { newSerial } from "#ca/serial.ts";
import { openJournal } from "#signer/journal.ts";
import type { JournalEntry } from "#signer/journal-entry.ts";

const AT = "2026-11-23T06:30:00.250Z";
const signature = (serial = newSerial()): JournalEntry & { serial: string } => ({
  kind: "SIGNATURE",
  at: AT,
  serial,
  tbsSha256: "ab".repeat(32),
  signature: Buffer.from(serial).toString("base64"),
});

function journalPath(contents?: string): string {
  const folder = mkdtempSync(join(tmpdir(), "tanba-journal-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const path = join(folder, "journal.jsonl");
  if (contents !== undefined) writeFileSync(path, contents);
  return path;
}

it("finds after a restart all that it was told before", async () => {
  const path = journalPath();
  const entries = [signature(), { kind: "TOMBSTONE", at: AT, serial: newSerial() } as const, signature()];
  const first = await openJournal(path);
  for (const entry of entries) first.append(entry);
  first.append({
    kind: "CRL",
    at: AT,
    crl: "FULL",
    number: "1795415400000",
    tbsSha256: "cd".repeat(32),
    signature: "AA==",
  });
  await first.flushed();
  await first.close();

  const second = await openJournal(path);
  onTestFinished(() => second.close());
  expect(entries.map(({ serial }) => second.find(serial))).toEqual(entries);
  expect([second.lastCrlNumber({ kind: "FULL", shard: 0 }), second.lastCrlNumber({ kind: "DELTA", shard: 0 })]).toEqual(
    [1_795_415_400_000n, 0n],
  );
  expect(second.find(newSerial())).toBeUndefined();
});

it("knows at once what was appended, and has it on the disk when it is flushed", async () => {
  const path = journalPath();
  const journal = await openJournal(path);
  onTestFinished(() => journal.close());
  const entry = signature();
  journal.append(entry);

  expect(journal.find(entry.serial)).toEqual(entry);
  await journal.flushed();
  expect(readFileSync(path, "utf8")).toBe(`${JSON.stringify(entry)}\n`);
  expect(journal.find(entry.serial)).toEqual(entry);
});

it("has everything on the disk that was appended before each of many flushes at once", async () => {
  const path = journalPath();
  const journal = await openJournal(path);
  onTestFinished(() => journal.close());

  await Promise.all(
    Array.from({ length: 200 }, async (_, at) => {
      for (let turn = 0; turn < at % 7; turn++) await Promise.resolve();
      const entry = signature();
      journal.append(entry);
      await journal.flushed();
      expect(readFileSync(path, "utf8")).toContain(entry.serial);
    }),
  );
});

it.each([1, 40, 120, 300])(
  "cuts off a last line that lacks its last %i bytes, and writes on after the one before",
  async (lacking) => {
    const [kept, torn, next] = [signature(), signature(), signature()];
    const line = `${JSON.stringify(torn)}\n`;
    const path = journalPath(`${JSON.stringify(kept)}\n${line.slice(0, Math.max(1, line.length - lacking))}`);
    const journal = await openJournal(path);
    onTestFinished(() => journal.close());

    expect(journal.find(torn.serial)).toBeUndefined();
    journal.append(next);
    await journal.flushed();
    expect(readFileSync(path, "utf8")).toBe(`${JSON.stringify(kept)}\n${JSON.stringify(next)}\n`);
    expect(journal.find(next.serial)).toEqual(next);
  },
);

it.each([
  ["a line that is no JSON", `${JSON.stringify(signature())}\nnonsense\n${JSON.stringify(signature())}\n`],
  ["a line of another form", `${JSON.stringify({ ...signature(), extra: 1 })}\n`],
  ["a line cut off in the middle of the file", `{"kind":"SIGN\n${JSON.stringify(signature())}\n`],
])("F9: does not open with %s", async (_, contents) => {
  await expect(openJournal(journalPath(contents))).rejects.toThrow(/has a line that cannot be read, at byte \d+$/);
});

it("reads journals longer than what is read at once", async () => {
  const path = journalPath();
  const entries = Array.from({ length: 6000 }, () => signature());
  appendFileSync(path, entries.map((entry) => `${JSON.stringify(entry)}\n`).join(""));
  const journal = await openJournal(path);
  onTestFinished(() => journal.close());

  expect(entries.filter((entry, at) => at % 97 === 0 && journal.find(entry.serial)?.kind !== "SIGNATURE")).toEqual([]);
  expect(journal.find(entries.at(-1)?.serial ?? "")).toEqual(entries.at(-1));
});
