import { cancelText } from "#portal/documents/contract.ts";
import { CancelRequest } from "#portal/requests/contract.ts";
import type { Language } from "#portal/wire/contract.ts";
import { callApi, NO_ANSWER } from "../api.ts";
import { signDocument } from "../keystore/key-session.ts";
import { askChallenge } from "./ask-challenge.ts";
import { forgetWaitingKeys } from "./forget-waiting-keys.ts";

/**
 * Begins to take a request back: gives the text to show, and the act that signs and sends it and lets the keys go that
 * waited in this browser.
 *
 * @throws {ApiProblem} from both; `finish` also throws KeystoreError KEY_NOT_OPEN or KEY_PURPOSE
 */
export async function beginCancellation({
  number,
  language,
}: {
  readonly number: string;
  readonly language: Language;
}) {
  const { nonce } = await askChallenge("CANCEL");
  const text = cancelText({ origin: location.origin, nonce, language, number });
  return {
    text,
    async finish(keyId: string): Promise<void> {
      const value = { nonce, language, cms: new Uint8Array(await signDocument(keyId, text)) };
      const path = `/api/requests/${number}/cancellation`;
      await callApi({ method: "POST", path, body: { contract: CancelRequest, value }, answer: NO_ANSWER });
      await forgetWaitingKeys(number);
    },
  };
}
