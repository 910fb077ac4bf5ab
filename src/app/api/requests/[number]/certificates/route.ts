import { z } from "zod";
import { answer } from "#http/answer.ts";
import { holderRoute } from "#http/route.ts";
import { IssuedPair } from "#portal/requests/contract.ts";
import { fetchCertificates } from "#portal/requests/fetch-certificates.ts";

/** Both certificates of the holder's own request, or 409 before they are issued. */
export const GET = holderRoute(
  "GET /api/requests/[number]/certificates",
  z.undefined(),
  async ({ context, actor, number }) =>
    answer(200, z.encode(IssuedPair, await fetchCertificates(context, actor, number))),
);
