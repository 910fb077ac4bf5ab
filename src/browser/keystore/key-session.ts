import type { AnchorBytes, KeyRing } from "./key-ring.ts";
import { KeystoreError } from "./keystore-error.ts";
import type { OpenedKey, OpenOutcome } from "./opened-key.ts";
import { keyFilesAmong, readKeyFile } from "./read-key-file.ts";
import { connect, type Remote } from "./remote.ts";

/*
 * The keys of this visit: one for the page, gone with the page. Everything secret is in the worker; what is here may be
 * shown.
 */

interface Running {
  readonly worker: Worker;
  readonly remote: Remote<KeyRing>;
}

let anchors: AnchorBytes = { roots: [], issuing: [] };
let running: Running | undefined;
let keys: readonly OpenedKey[] = [];
const listeners = new Set<() => void>();

/** Says which authority is ours; called by the layout before anything is opened. */
export function configureAnchors(ours: AnchorBytes): void {
  anchors = ours;
  if (running) trust(running.remote);
}

/**
 * Asks the key worker, which is started when it is first needed.
 *
 * @throws {PkiError | KeystoreError} what the worker throws; KEYSTORE_FAILED where it can't run, KEY_NOT_OPEN where the
 *   keys were forgotten meanwhile
 */
export function askKeyRing<Name extends keyof KeyRing>(name: Name, input: Parameters<KeyRing[Name]>[0]) {
  running ??= start();
  return running.remote.call(name, input);
}

function start(): Running {
  const worker = new Worker(new URL("./key-worker.ts", import.meta.url), { type: "module", name: "keys" });
  const remote = connect<KeyRing>(worker);
  worker.addEventListener("error", () => {
    remote.abandon(new KeystoreError("KEYSTORE_FAILED", { detail: "the worker does not run" }));
    if (running?.worker === worker) forgetKeys();
  });
  trust(remote);
  return { worker, remote };
}

/** Should our own certificates not be readable, every key will be shown as a stranger's: the server decides anyway. */
function trust(remote: Remote<KeyRing>): void {
  remote.call("trust", anchors).catch(() => undefined);
}

/**
 * Opens every picked file that the password opens, and keeps the keys in use until they are forgotten.
 *
 * @throws {KeystoreError} KEYSTORE_FAILED
 */
export async function openKeyFiles(files: readonly File[], password: string): Promise<OpenOutcome> {
  const outcomes: OpenOutcome[] = [];
  for (const file of keyFilesAmong(files)) outcomes.push(await openFile(file, password));

  const opened = outcomes.flatMap((outcome) => outcome.keys);
  const again = new Set(opened.map(({ id }) => id));
  if (opened.length > 0) show([...keys.filter(({ id }) => !again.has(id)), ...opened]);
  return { keys: opened, problems: outcomes.flatMap((outcome) => outcome.problems) };
}

/** One at a time, so that a folder of large files never lies in memory as a whole. */
async function openFile(file: File, password: string): Promise<OpenOutcome> {
  const picked = await readKeyFile(file);
  if (typeof picked === "string") return { keys: [], problems: [{ fileName: file.name, problem: picked }] };
  return askKeyRing("open", { files: [picked], password });
}

/** The same array until something changes, as React wants it. */
export function keysInUse(): readonly OpenedKey[] {
  return keys;
}

/** @returns what ends the subscription */
export function subscribeToKeysInUse(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Ends the worker and everything in it; what is under way fails with KEY_NOT_OPEN. */
export function forgetKeys(): void {
  running?.worker.terminate();
  running?.remote.abandon(new KeystoreError("KEY_NOT_OPEN"));
  running = undefined;
  show([]);
}

/**
 * Signs one of our documents with an opened key.
 *
 * @returns the detached CMS
 * @throws {KeystoreError} KEY_NOT_OPEN or KEY_PURPOSE
 * @throws {PkiError} DOCUMENT_MALFORMED
 */
export function signDocument(keyId: string, text: string): Promise<Uint8Array> {
  return askKeyRing("sign", { keyId, text });
}

function show(shown: readonly OpenedKey[]): void {
  keys = shown;
  for (const listener of listeners) listener();
}
