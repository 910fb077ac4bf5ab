import { answer } from "#http/answer.ts";
import { holderRoute } from "#http/route.ts";
import { SearchRegister } from "#portal/registers/contract.ts";
import { searchRegister } from "#portal/registers/search-register.ts";

/** Looks for people or organisations of the register, for the authority's staff. */
export const POST = holderRoute(
  "POST /api/operator/registers/search",
  SearchRegister,
  async ({ context, actor, body }) => answer(200, await searchRegister(context, actor, body)),
);
