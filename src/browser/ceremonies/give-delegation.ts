import { type DelegationFacts, delegationText, GiveDelegation } from "#portal/delegations/contract.ts";
import { callApi, NO_ANSWER } from "../api.ts";
import { signDocument } from "../keystore/key-session.ts";
import { askChallenge } from "./ask-challenge.ts";

interface GivingInput extends Omit<DelegationFacts, "origin" | "nonce" | "kinds"> {
  /** The capacity in which the person is to have it. */
  readonly delegate: string;
  readonly kinds: Readonly<GiveDelegation["kinds"]>;
}

/**
 * Begins to give somebody the right to confirm: gives the text to show, and the act that signs and sends it.
 *
 * @throws {ApiProblem} from both; `finish` also throws KeystoreError KEY_NOT_OPEN or KEY_PURPOSE
 */
export async function beginGiving({ delegate, ...facts }: GivingInput) {
  const { nonce } = await askChallenge("DELEGATE");
  const text = delegationText({ origin: location.origin, nonce, ...facts });
  const { from, last, language } = facts;
  return {
    text,
    async finish(keyId: string): Promise<void> {
      const cms = new Uint8Array(await signDocument(keyId, text));
      const body = {
        contract: GiveDelegation,
        value: { delegate, from, last, kinds: [...facts.kinds], language, nonce, cms },
      };
      await callApi({ method: "POST", path: "/api/delegations", body, answer: NO_ANSWER });
    },
  };
}
