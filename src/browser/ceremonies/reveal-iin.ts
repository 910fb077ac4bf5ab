import { Reveal, Revealed } from "#portal/reveals/contract.ts";
import { callApi } from "../api.ts";

/** Asks for a person's number in full; the log keeps who did. @throws {ApiProblem} */
export function revealIin(value: Reveal): Promise<Revealed> {
  const body = { contract: Reveal, value };
  return callApi({ method: "POST", path: "/api/operator/reveals", body, answer: Revealed });
}
