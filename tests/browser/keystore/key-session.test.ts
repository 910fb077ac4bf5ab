import { afterEach, beforeEach, expect, it, vi } from "vitest";
import {
  configureAnchors,
  forgetKeys,
  keysInUse,
  openKeyFiles,
  signDocument,
  subscribeToKeysInUse,
} from "#browser/keystore/key-session.ts";
import { documentText } from "#pki/signed-document.ts";
import { AUTH, NOW, SIGN } from "#tests/pki/openssl-authority.ts";
import { memoryStore, PASSWORD, testKeys } from "../test-keys.ts";
import { workersInThisProcess } from "../worker-in-this-process.ts";

const keys = testKeys();
const file = ({ name, bytes }: { name: string; bytes: Uint8Array }) => new File([new Uint8Array(bytes)], name);
const auth = file(keys.keyFile(AUTH));
const sign = file(keys.keyFile(SIGN));
const TEXT = documentText("reissue", { name: "Сейтқали Әлия" });

let running: () => number;
beforeEach(() => {
  running = workersInThisProcess({ now: () => NOW, store: memoryStore() });
  configureAnchors(keys.anchors);
});
afterEach(() => {
  forgetKeys();
  vi.unstubAllGlobals();
});

it("starts no worker before a file is opened", async () => {
  expect(running()).toBe(0);
  await openKeyFiles([auth], PASSWORD);
  expect(running()).toBe(1);
});

it("keeps what was opened in use for the visit, each key once", async () => {
  await openKeyFiles([auth], PASSWORD);
  await openKeyFiles([sign], PASSWORD);
  await openKeyFiles([auth], PASSWORD);
  expect(keysInUse().map(({ purpose, issuer }) => [purpose, issuer])).toEqual([
    ["SIGNING", "OURS"],
    ["SIGN_IN", "OURS"],
  ]);
});

it("tells its listeners of a change and of nothing else, and shows the same list until then", async () => {
  const told = vi.fn();
  const unsubscribe = subscribeToKeysInUse(told);
  const before = keysInUse();
  await openKeyFiles([auth], "Wrong-1");
  expect(told).not.toHaveBeenCalled();
  expect(keysInUse()).toBe(before);

  await openKeyFiles([auth], PASSWORD);
  expect(told).toHaveBeenCalledTimes(1);
  unsubscribe();
  forgetKeys();
  expect(told).toHaveBeenCalledTimes(1);
});

it("forgets by ending the worker: no key is shown, none signs, and what is under way fails", async () => {
  const { keys: opened } = await openKeyFiles([sign], PASSWORD);
  const id = opened[0]?.id ?? "";
  const underWay = signDocument(id, TEXT);
  forgetKeys();

  await expect(underWay).toRejectWithCode("KEY_NOT_OPEN");
  expect(running()).toBe(0);
  expect(keysInUse()).toEqual([]);
  await expect(signDocument(id, TEXT)).toRejectWithCode("KEY_NOT_OPEN");
});

it("does not read a file that is too large", async () => {
  const large = file({ name: "large.p12", bytes: new Uint8Array(1_048_577) });
  const read = vi.spyOn(large, "arrayBuffer");
  const { problems } = await openKeyFiles([large], PASSWORD);
  expect(problems).toEqual([{ fileName: "large.p12", problem: "TOO_LARGE" }]);
  expect(read).not.toHaveBeenCalled();
});

it("looks in a folder at the key files alone, and at everything where none is named like one", async () => {
  const photo = file({ name: "photo.jpg", bytes: Uint8Array.of(0xff, 0xd8) });
  const read = vi.spyOn(photo, "arrayBuffer");
  await expect(openKeyFiles([photo, auth], "Wrong-1")).resolves.toEqual({
    keys: [],
    problems: [{ fileName: "auth.p12", problem: "PASSWORD_WRONG" }],
  });
  expect(read).not.toHaveBeenCalled();

  const unnamed = file({ name: "key", bytes: new Uint8Array(await auth.arrayBuffer()) });
  const { keys: opened, problems } = await openKeyFiles([photo, unnamed], PASSWORD);
  expect(opened.map(({ fileName }) => fileName)).toEqual(["key"]);
  expect(problems).toEqual([{ fileName: "photo.jpg", problem: "NOT_A_KEY_FILE" }]);
});
