import { Decide } from "#portal/approvals/contract.ts";
import { type DecisionFacts, decisionText } from "#portal/documents/contract.ts";
import type { Language } from "#portal/wire/contract.ts";
import { callApi, NO_ANSWER } from "../api.ts";
import { signDocument } from "../keystore/key-session.ts";
import { askChallenge } from "./ask-challenge.ts";

/** What the senior manager decides about, as the server handed it out for deciding. */
export type DecidableRequest = Omit<DecisionFacts, "verdict" | "reason" | "origin" | "nonce" | "language">;

export interface DecisionInput {
  readonly verdict: "CONFIRM" | "REFUSE";
  /** For a refusal; the applicant reads it. */
  readonly reason?: string | undefined;
  readonly request: DecidableRequest;
  readonly language: Language;
}

/**
 * Begins a decision: gives the text to show, and the act that signs and sends it.
 *
 * @throws {ApiProblem} from both; `finish` also throws KeystoreError KEY_NOT_OPEN or KEY_PURPOSE
 */
export async function beginDecision({ verdict, reason, request, language }: DecisionInput) {
  const { nonce } = await askChallenge(verdict);
  const given = verdict === "REFUSE" ? { reason: reason?.trim() ?? "" } : {};
  const text = decisionText({ ...request, ...given, verdict, origin: location.origin, nonce, language });
  return {
    text,
    async finish(keyId: string): Promise<void> {
      const signed = { nonce, language, cms: new Uint8Array(await signDocument(keyId, text)) };
      const value: Decide =
        verdict === "REFUSE" ? { verdict, reason: reason?.trim() ?? "", ...signed } : { verdict, ...signed };
      const path = `/api/requests/${request.number}/decision`;
      await callApi({ method: "POST", path, body: { contract: Decide, value }, answer: NO_ANSWER });
    },
  };
}
