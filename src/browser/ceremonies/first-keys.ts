import { applicantName } from "#pki/applicant-name.ts";
import { toHex } from "#pki/bytes.ts";
import { keyMark } from "#pki/key-mark.ts";
import { STORAGE_OIDS } from "#pki/oid.ts";
import { AskRegister, RegisterAnswer, RegisterAsked, SubmitFirstKeys } from "#portal/first-keys/contract.ts";
import { type KeyAlgorithm, type Storage, Submitted } from "#portal/requests/contract.ts";
import type { Language } from "#portal/wire/contract.ts";
import { callApi } from "../api.ts";
import { ApiProblem } from "../api-problem.ts";
import { askKeyRing } from "../keystore/key-session.ts";
import { saveFiles } from "../keystore/save-files.ts";
import { webPrimitives } from "../web-primitives.ts";
import { askChallenge } from "./ask-challenge.ts";
import { forgetWaitingKeys } from "./forget-waiting-keys.ts";
import { keepInBrowser, waitingFileName } from "./keep-waiting-keys.ts";

/** Has the state registers asked whose the typed numbers are; the question's id. @throws {ApiProblem} */
export async function askRegister(asked: AskRegister): Promise<string> {
  const body = { contract: AskRegister, value: asked };
  return (await callApi({ method: "POST", path: "/api/register-questions", body, answer: RegisterAsked })).id;
}

/** What they have answered. @throws {ApiProblem} */
export function registerAnswer(id: string): Promise<RegisterAnswer> {
  return callApi({ method: "GET", path: `/api/register-questions/${id}`, answer: RegisterAnswer });
}

export interface FirstKeysInput {
  readonly asked: AskRegister;
  /** The question that the state registers have answered. */
  readonly question: string;
  readonly storage: Storage;
  readonly email?: string | undefined;
  readonly keyAlgorithm: KeyAlgorithm;
  readonly language: Language;
  /** Told before each step begins. */
  readonly onProgress?: (step: "CHALLENGE" | "KEY_1" | "KEY_2") => void;
}

/**
 * Begins a request for first keys: makes two new keys, and gives the number, the mark of the keys, the file that keeps
 * them, and the act that sends the request.
 *
 * Nothing is kept in this browser or known to the server before `finish`.
 *
 * @throws {ApiProblem} from both; KeystoreError KEYSTORE_FAILED
 */
export async function beginFirstKeys({ asked, question, onProgress, ...input }: FirstKeysInput) {
  onProgress?.("CHALLENGE");
  const { nonce, number } = await askChallenge("FIRST_KEYS");
  if (number === undefined) throw new ApiProblem("INTERNAL", 200);
  onProgress?.("KEY_1");
  const auth = await askKeyRing("makeKey", input.keyAlgorithm);
  onProgress?.("KEY_2");
  const sign = await askKeyRing("makeKey", input.keyAlgorithm);

  const keys = { AUTH: auth.id, SIGN: sign.id };
  const subject = applicantName({ iin: asked.iin, bin: asked.capacity === "FIRST_HEAD" ? asked.bin : undefined });
  const storage = { type: STORAGE_OIDS[input.storage] };
  const csr = async (newKeyId: string) =>
    new Uint8Array(await askKeyRing("request", { newKeyId, subject, nonce, storage }));
  const name = waitingFileName(number);
  let isSaved = false;
  return {
    number,
    mark: await keyMark(webPrimitives, {
      authKey: await fingerprint(auth.spki),
      signKey: await fingerprint(sign.spki),
    }),
    waitingFile: {
      name,
      /** Saves the keys under a new password. @throws {KeystoreError} PASSWORD_RULE or SAVING_CANCELLED */
      async save(password: string): Promise<"FOLDER" | "DOWNLOAD"> {
        const text = await askKeyRing("writeWaiting", { number, keys, password });
        const savedTo = await saveFiles([{ name, bytes: new TextEncoder().encode(text) }]);
        isSaved = true;
        return savedTo;
      },
    },
    async finish(): Promise<Submitted> {
      const csrs = { authCsr: await csr(auth.id), signCsr: await csr(sign.id) };
      await keepInBrowser(number, keys, isSaved);
      return submit(number, { ...input, ...csrs, nonce, question, confirmed: true });
    },
  };
}

/** Lower-case hexadecimal SHA-256. */
const fingerprint = async (spki: Uint8Array) => toHex(await webPrimitives.digest("SHA-256", spki));

/** Where the answer is lost, the request may have arrived: then the keys stay. */
async function submit(number: string, value: SubmitFirstKeys): Promise<Submitted> {
  try {
    const body = { contract: SubmitFirstKeys, value };
    return await callApi({ method: "POST", path: "/api/first-keys", body, answer: Submitted });
  } catch (error) {
    if (error instanceof ApiProblem && error.status >= 400 && error.status < 500) await forgetWaitingKeys(number);
    throw error;
  }
}
