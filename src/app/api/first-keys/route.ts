import { answer } from "#http/answer.ts";
import { openRoute } from "#http/route.ts";
import { SubmitFirstKeys } from "#portal/first-keys/contract.ts";
import { submitFirstKeys } from "#portal/first-keys/submit-first-keys.ts";

/** Files a request for first keys: 201 with its number, which is to be taken to the Registration Centre. */
export const POST = openRoute("POST /api/first-keys", SubmitFirstKeys, async ({ context, body, browser }) =>
  answer(201, await submitFirstKeys(context, browser, body)),
);
