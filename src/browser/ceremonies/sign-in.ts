import { signInText } from "#portal/documents/contract.ts";
import { SignIn } from "#portal/sign-in/contract.ts";
import type { Language } from "#portal/wire/contract.ts";
import { callApi, NO_ANSWER } from "../api.ts";
import { signDocument } from "../keystore/key-session.ts";
import { askChallenge } from "./ask-challenge.ts";

/**
 * Begins a sign-in: gives the text to show, and the act that signs it with the AUTH key and opens the session.
 *
 * @throws {ApiProblem} from both; `finish` also throws KeystoreError KEY_NOT_OPEN or KEY_PURPOSE
 */
export async function beginSignIn(language: Language) {
  const { nonce, expiresAt } = await askChallenge("SIGN_IN");
  const text = signInText({ origin: location.origin, nonce, language, expiresAt });
  return {
    text,
    /** ISO 8601. */
    expiresAt,
    async finish(keyId: string): Promise<void> {
      const value = { nonce, language, cms: new Uint8Array(await signDocument(keyId, text)) };
      await callApi({ method: "POST", path: "/api/session", body: { contract: SignIn, value }, answer: NO_ANSWER });
    },
  };
}
