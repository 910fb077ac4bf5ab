import { afterEach, expect, it, vi } from "vitest";
import { beginPasswordChange } from "#browser/ceremonies/change-password.ts";
import { pickKeyFiles } from "#browser/keystore/file-handles.ts";
import { keysInUse, openKeyFiles } from "#browser/keystore/key-session.ts";
import { NEW_PASSWORD, PASSWORD } from "../test-keys.ts";
import { type FileOnDisk, fileOnDisk } from "./file-on-disk.ts";
import { asFile, visit } from "./visit.ts";

// what the full number of rounds is worth is proved where key files are written; here they would only take time
vi.mock(import("#pki/pbes2.ts"), async (original) => ({ ...(await original()), PBKDF2_ITERATIONS: 1_000 }));

const { files, sent } = visit();
afterEach(() => vi.stubGlobal("showOpenFilePicker", undefined));

/** Opens these files with their password, which has to succeed. */
async function begin(chosen: readonly File[]) {
  const begun = await beginPasswordChange(chosen, PASSWORD);
  if ("problems" in begun) throw new Error(JSON.stringify(begun.problems));
  return begun;
}

/** The person picks these files in Chromium's own dialog. */
async function pick(...disk: readonly FileOnDisk[]): Promise<readonly File[]> {
  vi.stubGlobal("showOpenFilePicker", async () => disk.map(({ handle }) => handle));
  return (await pickKeyFiles()) ?? [];
}

it("H1: changes the password of both files of a pair, keeps no key in use, and sends nothing", async () => {
  const begun = await begin([asFile(files.auth), asFile(files.sign)]);
  expect(begun.keys.map(({ purpose }) => purpose)).toEqual(["SIGN_IN", "SIGNING"]);
  expect(begun.isOldPassword(PASSWORD)).toBe(true);
  expect(begun.isOldPassword(NEW_PASSWORD)).toBe(false);
  const places: number[] = [];
  const changed = await begun.finish(NEW_PASSWORD, (place) => places.push(place));

  expect(places).toEqual([1, 2]);
  expect(changed.map(({ name, replace }) => [name, replace])).toEqual([
    [files.auth.name, undefined],
    [files.sign.name, undefined],
  ]);
  expect(keysInUse()).toEqual([]);
  const opened = await openKeyFiles(changed.map(asFile), NEW_PASSWORD);
  expect(opened.keys.map(({ purpose }) => purpose)).toEqual(["SIGN_IN", "SIGNING"]);
  await expect(openKeyFiles([asFile(files.sign)], PASSWORD)).resolves.toMatchObject({ problems: [] });
  expect(sent).toEqual([]);
});

it("begins only where every file opens, and says which does not and why", async () => {
  const moved = asFile({ name: "moved.p12", bytes: Uint8Array.of(1) });
  vi.spyOn(moved, "arrayBuffer").mockRejectedValue(new DOMException("gone", "NotReadableError"));
  const chosen = [
    asFile(files.auth),
    asFile({ name: "photo.p12", bytes: Uint8Array.of(0xff, 0xd8) }),
    asFile({ name: "large.p12", bytes: new Uint8Array(1_048_577) }),
    moved,
  ];
  await expect(beginPasswordChange(chosen, PASSWORD)).resolves.toEqual({
    problems: [
      { fileName: "photo.p12", problem: "NOT_A_KEY_FILE" },
      { fileName: "large.p12", problem: "TOO_LARGE" },
      { fileName: "moved.p12", problem: "UNREADABLE" },
    ],
  });
  await expect(beginPasswordChange([asFile(files.auth)], "Wrong-1")).resolves.toEqual({
    problems: [{ fileName: files.auth.name, problem: "PASSWORD_WRONG" }],
  });
});

it("replaces a file that was picked, once it was read back", async () => {
  const disk = fileOnDisk(files.sign);
  const [changed] = await (await begin(await pick(disk))).finish(NEW_PASSWORD);
  expect(disk.bytes()).toEqual(files.sign.bytes);
  await changed?.replace?.();
  expect(disk.bytes()).toEqual(changed?.bytes);
});

it("leaves a file alone that is no longer the one that was opened", async () => {
  const disk = fileOnDisk(files.sign);
  const [changed] = await (await begin(await pick(disk))).finish(NEW_PASSWORD);
  disk.put(files.auth.bytes);
  await expect(changed?.replace?.()).toRejectWithCode("FILE_CHANGED");
  expect(disk.bytes()).toEqual(files.auth.bytes);
});

it.each([
  ["refuses to write", fileOnDisk(files.sign, { refuses: "NotAllowedError" })],
  ["is full", fileOnDisk(files.sign, { refuses: "QuotaExceededError" })],
  ["writes something else", fileOnDisk(files.sign, { spoilsFirst: true })],
])("the old file stands where the browser or its disk %s", async (_, disk) => {
  const [changed] = await (await begin(await pick(disk))).finish(NEW_PASSWORD);
  await expect(changed?.replace?.()).toRejectWithCode("FILE_NOT_REPLACED");
  expect(disk.bytes()).toEqual(files.sign.bytes);
});

it("picks nothing where the person closes the picker, and leaves it to the page where there is none", async () => {
  vi.stubGlobal("showOpenFilePicker", () => Promise.reject(new DOMException("", "AbortError")));
  await expect(pickKeyFiles()).resolves.toEqual([]);
  vi.stubGlobal("showOpenFilePicker", () => Promise.reject(new DOMException("", "SecurityError")));
  await expect(pickKeyFiles()).resolves.toBeNull();
  Reflect.deleteProperty(globalThis, "showOpenFilePicker");
  await expect(pickKeyFiles()).resolves.toBeNull();
});
