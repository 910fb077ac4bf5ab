import { answer } from "#http/answer.ts";
import { holderRoute } from "#http/route.ts";
import { FindApplications } from "#portal/centre/contract.ts";
import { findApplications } from "#portal/centre/find-applications.ts";

/** Looks for requests for first keys by a number or an IIN, for an operator of the Registration Centre. */
export const POST = holderRoute(
  "POST /api/operator/first-keys/search",
  FindApplications,
  async ({ context, actor, body }) => answer(200, { found: await findApplications(context, actor, body.by) }),
);
