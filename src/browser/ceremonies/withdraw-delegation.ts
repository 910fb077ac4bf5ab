import { type WithdrawalFacts, WithdrawDelegation, withdrawalText } from "#portal/delegations/contract.ts";
import { callApi, NO_ANSWER } from "../api.ts";
import { signDocument } from "../keystore/key-session.ts";
import { askChallenge } from "./ask-challenge.ts";

interface WithdrawalInput extends Omit<WithdrawalFacts, "origin" | "nonce"> {
  readonly id: string;
}

/**
 * Begins to take a right to confirm back: gives the text to show, and the act that signs and sends it.
 *
 * @throws {ApiProblem} from both; `finish` also throws KeystoreError KEY_NOT_OPEN or KEY_PURPOSE
 */
export async function beginWithdrawal({ id, ...facts }: WithdrawalInput) {
  const { nonce } = await askChallenge("WITHDRAW_DELEGATION");
  const text = withdrawalText({ origin: location.origin, nonce, ...facts });
  return {
    text,
    async finish(keyId: string): Promise<void> {
      const value = { nonce, language: facts.language, cms: new Uint8Array(await signDocument(keyId, text)) };
      const body = { contract: WithdrawDelegation, value };
      await callApi({ method: "POST", path: `/api/delegations/${id}/withdrawal`, body, answer: NO_ANSWER });
    },
  };
}
