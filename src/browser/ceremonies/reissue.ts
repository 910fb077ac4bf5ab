import { fromBase64, toHex } from "#pki/bytes.ts";
import { STORAGE_OIDS } from "#pki/oid.ts";
import { reissueText } from "#portal/documents/contract.ts";
import { type KeyAlgorithm, type Storage, SubmitReissue, Submitted } from "#portal/requests/contract.ts";
import type { Code } from "#portal/step-up/contract.ts";
import type { Language } from "#portal/wire/contract.ts";
import { callApi } from "../api.ts";
import { ApiProblem } from "../api-problem.ts";
import type { NewKeyIds } from "../keystore/key-ring.ts";
import { askKeyRing, keysInUse, signDocument } from "../keystore/key-session.ts";
import { KeystoreError } from "../keystore/keystore-error.ts";
import { saveFiles } from "../keystore/save-files.ts";
import { webPrimitives } from "../web-primitives.ts";
import { askChallenge } from "./ask-challenge.ts";
import { type CodeWish, isAboutTheCode } from "./code.ts";
import { forgetWaitingKeys } from "./forget-waiting-keys.ts";
import { keepInBrowser, waitingFileName } from "./keep-waiting-keys.ts";

/** The register's facts about the holder, as the form shows them. */
export interface ReissueFacts {
  readonly iin: string;
  readonly name: string;
  readonly bin?: string | undefined;
  readonly organisation?: string | undefined;
  readonly template: string;
  /** The DER Name that the requests have to carry, base64. */
  readonly subject: string;
}

export interface ReissueInput {
  readonly form: ReissueFacts;
  readonly storage: Storage;
  readonly email?: string | undefined;
  readonly keyAlgorithm: KeyAlgorithm;
  readonly language: Language;
  /** Told before each step begins. */
  readonly onProgress?: (step: ReissueStep) => void;
}

export type ReissueStep = "CHALLENGE" | "KEY_1" | "KEY_2";

/**
 * Begins a re-issuance: makes two new keys, and gives the number, the text to show, the file that keeps the keys, and the
 * act that signs and sends the request.
 *
 * Nothing is kept in this browser or known to the server before `finish`.
 *
 * @throws {ApiProblem} from both; KeystoreError KEYSTORE_FAILED, from `finish` also KEY_NOT_OPEN and KEY_PURPOSE
 */
export async function beginReissue(input: ReissueInput) {
  input.onProgress?.("CHALLENGE");
  const { nonce, number } = await askChallenge("REISSUE");
  if (number === undefined) throw new ApiProblem("INTERNAL", 200);
  input.onProgress?.("KEY_1");
  const auth = await askKeyRing("makeKey", input.keyAlgorithm);
  input.onProgress?.("KEY_2");
  const sign = await askKeyRing("makeKey", input.keyAlgorithm);

  const keys = { AUTH: auth.id, SIGN: sign.id };
  const { storage, email, keyAlgorithm, language } = input;
  const { subject, iin, name, bin, organisation, template } = input.form;
  const text = reissueText({
    origin: location.origin,
    ...{ nonce, language, number, iin, name, bin, organisation, template, storage, keyAlgorithm, email },
    authKey: await fingerprint(auth.spki),
    signKey: await fingerprint(sign.spki),
  });
  const csr = (newKeyId: string) =>
    askKeyRing("request", { newKeyId, subject: fromBase64(subject), nonce, storage: { type: STORAGE_OIDS[storage] } });

  const file = waitingFile(number, keys);
  return {
    number,
    text,
    waitingFile: file,
    /** What the code that `finish` needs is to be asked for. */
    codeWish: { purpose: "REISSUE", text, reference: number } satisfies CodeWish,
    async finish(keyId: string, code: Code): Promise<Submitted> {
      const cms = new Uint8Array(await signDocument(keyId, text));
      const csrs = { authCsr: new Uint8Array(await csr(auth.id)), signCsr: new Uint8Array(await csr(sign.id)) };
      await keepInBrowser(number, keys, file.isSaved());
      const form = { nonce, language, storage, keyAlgorithm, email, code, confirmed: true as const };
      return submit(number, { ...form, ...csrs, cms });
    },
  };
}

/** Lower-case hexadecimal SHA-256. */
const fingerprint = async (spki: Uint8Array) => toHex(await webPrimitives.digest("SHA-256", spki));

/** Where the answer is lost, the request may have arrived: then the keys stay. So they do for another code. */
async function submit(number: string, value: SubmitReissue): Promise<Submitted> {
  try {
    const body = { contract: SubmitReissue, value };
    return await callApi({ method: "POST", path: "/api/requests", body, answer: Submitted });
  } catch (error) {
    const refused = error instanceof ApiProblem && error.status >= 400 && error.status < 500;
    if (refused && !isAboutTheCode(error)) await forgetWaitingKeys(number);
    throw error;
  }
}

/** The keys' second place to wait, besides the browser. */
function waitingFile(number: string, keys: NewKeyIds) {
  const name = waitingFileName(number);
  let saved = false;
  return {
    name,
    isSaved: () => saved,
    /**
     * Saves it under the password of the key file that signs: the given key's, or that of the signing key in use.
     *
     * @throws {KeystoreError} KEY_NOT_OPEN or SAVING_CANCELLED
     */
    async save(keyId = findSigningKey()?.id): Promise<"FOLDER" | "DOWNLOAD"> {
      if (keyId === undefined) throw new KeystoreError("KEY_NOT_OPEN");
      const text = await askKeyRing("writeWaiting", { number, keys, keyId });
      const savedTo = await saveFiles([{ name, bytes: new TextEncoder().encode(text) }]);
      saved = true;
      return savedTo;
    },
  };
}

/** The key in use that can sign a request. */
const findSigningKey = () =>
  keysInUse().find(
    ({ purpose, validity, issuer }) => purpose === "SIGNING" && validity === "VALID" && issuer === "OURS",
  );
