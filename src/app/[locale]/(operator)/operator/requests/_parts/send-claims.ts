import { z } from "zod";
import { callApi } from "#browser/api.ts";
import { Claim } from "#portal/queue/contract.ts";

const Results = z.object({
  results: z.array(
    z.object({
      number: z.string(),
      result: z.enum(["claimed", "released", "claimed-by-another", "not-claimed", "not-open", "not-found"]),
      by: z.string().optional(),
    }),
  ),
});
export type ClaimResult = z.output<typeof Results>["results"][number];

/** Takes requests or gives them back; what became of each. */
export async function sendClaims(act: Claim["act"], numbers: readonly string[]): Promise<readonly ClaimResult[]> {
  const body = { contract: Claim, value: { act, numbers: [...numbers] } };
  return (await callApi({ method: "POST", path: "/api/operator/claims", body, answer: Results })).results;
}
