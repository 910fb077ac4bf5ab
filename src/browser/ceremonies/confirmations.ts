import { type Confirmations, SetConfirmations } from "#portal/confirmations/contract.ts";
import { confirmationsText } from "#portal/documents/contract.ts";
import type { Language } from "#portal/wire/contract.ts";
import { callApi, NO_ANSWER } from "../api.ts";
import { signDocument } from "../keystore/key-session.ts";
import { askChallenge } from "./ask-challenge.ts";

interface ConfirmationsInput {
  readonly confirmations: Confirmations;
  readonly bin: string;
  readonly organisation: string;
  readonly language: Language;
}

/**
 * Begins to say how many persons have to confirm: gives the text to show, and the act that signs and sends it.
 *
 * @throws {ApiProblem} from both; `finish` also throws KeystoreError KEY_NOT_OPEN or KEY_PURPOSE
 */
export async function beginConfirmations({ confirmations, language, ...whose }: ConfirmationsInput) {
  const { nonce, expiresAt } = await askChallenge("CONFIRMATIONS");
  const text = confirmationsText({ origin: location.origin, nonce, language, confirmations, expiresAt, ...whose });
  return {
    text,
    async finish(keyId: string): Promise<void> {
      const value = { confirmations, nonce, language, cms: new Uint8Array(await signDocument(keyId, text)) };
      const body = { contract: SetConfirmations, value };
      await callApi({ method: "POST", path: "/api/confirmations", body, answer: NO_ANSWER });
    },
  };
}
