import { z } from "zod";
import { bytes, Language, MAX_DER, Nonce } from "#portal/wire/contract.ts";

/** How many persons have to confirm a request of an organisation's people. */
export const Confirmations = z.literal([1, 2, 3]);
export type Confirmations = z.output<typeof Confirmations>;

/** POST /api/confirmations, signed over `confirmationsText`. 204: it is on record, and in force as soon as it is verified again. */
export const SetConfirmations = z.strictObject({
  confirmations: Confirmations,
  nonce: Nonce,
  language: Language,
  cms: bytes(MAX_DER),
});
export type SetConfirmations = z.output<typeof SetConfirmations>;
