import { z } from "zod";
import { answer } from "#http/answer.ts";
import { openRoute } from "#http/route.ts";
import { Possession } from "#portal/first-keys/contract.ts";
import { fetchFirstPair } from "#portal/first-keys/fetch-first-pair.ts";
import { IssuedPair } from "#portal/requests/contract.ts";

/** Both first certificates, for the browser that holds their keys: 200, or 409 before they are issued. */
export const POST = openRoute(
  "POST /api/first-keys/[number]/certificates",
  Possession,
  async ({ context, body, browser, number }) =>
    answer(200, z.encode(IssuedPair, await fetchFirstPair(context, { ...body, browser, number }))),
);
