import { AskChallenge, Challenge, type DocumentPurpose } from "#portal/sign-in/contract.ts";
import { callApi } from "../api.ts";

/** A fresh value to be signed once, for this purpose and this browser, within minutes. @throws {ApiProblem} */
export function askChallenge(purpose: DocumentPurpose): Promise<Challenge> {
  const body = { contract: AskChallenge, value: { purpose } };
  return callApi({ method: "POST", path: "/api/challenges", body, answer: Challenge });
}
