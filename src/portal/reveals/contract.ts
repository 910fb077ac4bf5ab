import { z } from "zod";
import { Serial } from "#portal/revocation/contract.ts";
import { RequestNumber } from "#portal/wire/contract.ts";

/** POST /api/operator/reveals: whose number is asked for, by what the page has of them. */
export const Reveal = z.union([
  z.strictObject({ certificate: Serial }),
  z.strictObject({ request: RequestNumber }),
  z.strictObject({ person: z.uuid() }),
]);
export type Reveal = z.output<typeof Reveal>;

const Digits = z.string().regex(/^\d{12}$/);

/** Its answer: the numbers of the person, and of the organisation that the certificate or the request is for. */
export const Revealed = z.strictObject({ iin: Digits, bin: Digits.optional() });
export type Revealed = z.output<typeof Revealed>;
