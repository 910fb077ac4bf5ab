import { z } from "zod";
import { KeyFilter } from "#portal/certificates/contract.ts";
import { bytes, Language, MAX_DER, Nonce, RequestNumber } from "#portal/wire/contract.ts";
import { lenient } from "#portal/wire/filter.ts";

/** A sentence for the applicant: one line, no control characters. */
export const Reason = z
  .string()
  .trim()
  .min(3)
  .max(300)
  .regex(/^[^\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+$/u);

/** Where a page of an organisation's requests begins: after a row, or so that it ends before one. */
const Cursor = z.string().regex(/^\d{1,15}\.[0-9A-Z]{13}$/);
export const RequestCursor = z.object({ after: lenient(Cursor), before: lenient(Cursor) });
export type RequestCursor = z.output<typeof RequestCursor>;

/** What waits for this person, what goes on after a yes, what has ended, and all of these by number or name. */
export const RequestTab = z.enum(["waiting", "pending", "processed", "search"]).catch("waiting");
export type RequestTab = z.output<typeof RequestTab>;

/** A request number, words of a name, or an IIN or its last digits; what cannot be read is as if it were not there. */
export const RequestSearch = z.object({ who: KeyFilter.shape.who });

/** How many requests are decided on together: as many as a page of the list has. */
export const CHOSEN_AT_MOST = 50;

/** The requests that an address names, each once; what is no number is as if it were not there. */
export const ChosenNumbers = z
  .union([z.string().transform((one) => [one]), z.array(z.string())])
  .catch([])
  .transform((named) => [...new Set(named.filter((one) => RequestNumber.safeParse(one).success))])
  .transform((numbers) => numbers.slice(0, CHOSEN_AT_MOST));

/** POST /api/requests/[number]/decision, signed over `decisionText`. */
export const Decide = z.discriminatedUnion("verdict", [
  z.strictObject({ verdict: z.literal("CONFIRM"), nonce: Nonce, language: Language, cms: bytes(MAX_DER) }),
  z.strictObject({
    verdict: z.literal("REFUSE"),
    reason: Reason,
    nonce: Nonce,
    language: Language,
    cms: bytes(MAX_DER),
  }),
]);
export type Decide = z.output<typeof Decide>;
