import { answer } from "#http/answer.ts";
import { holderRoute } from "#http/route.ts";
import { SearchCertificates } from "#portal/all-certificates/contract.ts";
import { findCertificates } from "#portal/all-certificates/find-certificates.ts";

/** Looks for certificates of anybody's, for one of the authority's staff: what is looked for stands in no address. */
export const POST = holderRoute(
  "POST /api/operator/certificates/search",
  SearchCertificates,
  async ({ context, actor, body }) => answer(200, await findCertificates(context, actor, body)),
);
