import { z } from "zod";
import { IssuedPair } from "#portal/requests/contract.ts";
import { callApi, NO_ANSWER } from "../api.ts";
import { askKeyRing } from "../keystore/key-session.ts";
import { KeystoreError } from "../keystore/keystore-error.ts";
import type { PickedFile } from "../keystore/open-key-file.ts";
import { saveFiles as saveAnyFiles } from "../keystore/save-files.ts";
import { MAX_WAITING_FILE_BYTES } from "../keystore/waiting-file.ts";
import type { Slot, WaitingKeys } from "../keystore/waiting-keys.ts";
import { forgetWaitingKeys } from "./forget-waiting-keys.ts";

/** A finished key file: the certificate and its private key under the new password. */
export type KeyFile = PickedFile;

/** The keys of this request that wait in this browser, if they do. @throws {KeystoreError} KEYSTORE_FAILED */
export function findWaitingKeys(number: string): Promise<WaitingKeys | null> {
  return askKeyRing("findWaiting", number);
}

/**
 * The waiting keys from the file that was saved with the request.
 *
 * @param password of the key file that signed the request
 * @throws {KeystoreError} WAITING_FILE_MALFORMED or PASSWORD_WRONG
 */
export async function readWaitingFile(file: File, password: string): Promise<WaitingKeys> {
  if (file.size > MAX_WAITING_FILE_BYTES) throw new KeystoreError("WAITING_FILE_MALFORMED");
  return askKeyRing("readWaiting", { text: await file.text(), password });
}

export interface InstallInput {
  readonly number: string;
  readonly waiting: WaitingKeys;
  /** The new password, by the rule of `passwordProblems`. */
  readonly password: string;
  /** Where the certificates come from: with the session, unless it says otherwise. */
  readonly fetchPair?: (waiting: WaitingKeys) => Promise<IssuedPair>;
  /** Told before each step begins. */
  readonly onProgress?: (step: "CERTIFICATES" | "FILE_1" | "FILE_2") => void;
}

/**
 * Fetches the certificates, joins each with its waiting key, and opens the two new files again before handing them out.
 *
 * @throws {ApiProblem}
 * @throws {KeystoreError} WAITING_KEYS_DIFFER, PASSWORD_RULE, CERTIFICATE_DIFFERS, KEY_FILE_NOT_WRITTEN or KEY_NOT_OPEN
 */
export async function makeKeyFiles({
  number,
  waiting,
  password,
  fetchPair = fetchOwnPair,
  onProgress,
}: InstallInput): Promise<readonly KeyFile[]> {
  if (waiting.number !== number) throw new KeystoreError("WAITING_KEYS_DIFFER");
  onProgress?.("CERTIFICATES");
  const { auth, sign } = await fetchPair(waiting);

  const make = (slot: Slot, certificate: Uint8Array) =>
    askKeyRing("makeKeyFile", { waitingId: waiting.id, slot, certificate, password });
  onProgress?.("FILE_1");
  const first = await make("AUTH", auth);
  onProgress?.("FILE_2");
  return [first, await make("SIGN", sign)];
}

function fetchOwnPair({ number }: WaitingKeys): Promise<IssuedPair> {
  return callApi({ method: "GET", path: `/api/requests/${number}/certificates`, answer: IssuedPair });
}

/** Saves the key files: see `save-files.ts`. To be called from a click. @throws {KeystoreError} SAVING_CANCELLED */
export function saveFiles(files: readonly KeyFile[]): Promise<"FOLDER" | "DOWNLOAD"> {
  return saveAnyFiles(files);
}

/** Tells the server that the files are saved, and only then lets the waiting keys of this browser go. @throws {ApiProblem} */
export async function confirmInstalled(number: string): Promise<void> {
  const body = { contract: z.strictObject({}), value: {} };
  await callApi({ method: "POST", path: `/api/requests/${number}/installation`, body, answer: NO_ANSWER });
  await forgetWaitingKeys(number);
}
