import { FoundCertificates, SearchCertificates } from "#portal/all-certificates/contract.ts";
import { callApi } from "../api.ts";

/** Looks for certificates of anybody's, for one of the authority's staff; a page of them. @throws {ApiProblem} */
export function findCertificates(value: SearchCertificates): Promise<FoundCertificates> {
  const body = { contract: SearchCertificates, value };
  return callApi({ method: "POST", path: "/api/operator/certificates/search", body, answer: FoundCertificates });
}
