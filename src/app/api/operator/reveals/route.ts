import { answer } from "#http/answer.ts";
import { holderRoute } from "#http/route.ts";
import { Reveal } from "#portal/reveals/contract.ts";
import { revealIin } from "#portal/reveals/reveal-iin.ts";

/** Shows a person's number in full to one of the authority's staff, and records that it was shown. */
export const POST = holderRoute("POST /api/operator/reveals", Reveal, async ({ context, actor, body }) =>
  answer(200, await revealIin(context, actor, body)),
);
