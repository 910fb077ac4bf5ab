import { callApi } from "#browser/api.ts";
import { FoundInRegister, SearchRegister } from "#portal/registers/contract.ts";

/** What was found until now, by what, and from where it goes on. */
export interface FoundSoFar extends FoundInRegister {
  readonly wish: SearchRegister;
}

/** Searches, or goes on from what was found before. */
export async function searchOn(wish: SearchRegister, before?: FoundSoFar): Promise<FoundSoFar> {
  const value = { ...wish, ...(before?.more !== undefined && { after: before.more }) };
  const body = { contract: SearchRegister, value };
  const found = await callApi({
    ...({ method: "POST", path: "/api/operator/registers/search", body, answer: FoundInRegister } as const),
  });
  return {
    ...found,
    wish,
    people: [...(before?.people ?? []), ...found.people],
    organisations: [...(before?.organisations ?? []), ...found.organisations],
  };
}
