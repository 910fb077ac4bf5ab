import { z } from "zod";
import { RequestState } from "#platform/prisma/enums.ts";
import { isRequestNumber } from "#portal/requests/request-number.ts";
import { lenient } from "#portal/wire/filter.ts";

/** Which requests somebody wants to see; all that is said must hold. It is what the address of the queue says. */
export const QueueFilter = z.object({
  state: lenient(z.enum(RequestState)),
  /** A request number, an IIN or a BIN, however it was typed. */
  who: lenient(
    z
      .string()
      .max(60)
      .transform((text) => text.replaceAll(/[^0-9A-Za-z]/g, "").toUpperCase() || undefined),
  ),
  /** The first and the last day, as they are in Kazakhstan, on which the request was filed. */
  from: lenient(z.iso.date()),
  to: lenient(z.iso.date()),
  claim: lenient(z.enum(["mine", "free"])),
  order: lenient(z.enum(["oldest", "newest"])),
});
export type QueueFilter = z.output<typeof QueueFilter>;

/** Where a page of the queue begins: after a row, or so that it ends before one. */
const Cursor = z.string().regex(/^\d{1,15}\.[0-9A-Z]{13}$/);
export const QueueCursor = z.object({ after: lenient(Cursor), before: lenient(Cursor) });
export type QueueCursor = z.output<typeof QueueCursor>;

const RequestNumber = z.string().refine(isRequestNumber);

/** POST /api/operator/claims: takes several requests at once, or gives them back. */
export const Claim = z.strictObject({
  act: z.enum(["claim", "release"]),
  numbers: z
    .array(RequestNumber)
    .min(1)
    .max(50)
    .refine((numbers) => new Set(numbers).size === numbers.length),
});
export type Claim = z.output<typeof Claim>;

/** POST /api/operator/requests/[number]/notes: lines of text, and nothing that is not to be seen. */
export const AddNote = z.strictObject({
  text: z
    .string()
    .trim()
    .min(1)
    .max(1000)
    .regex(/^[^\p{Cf}\p{Zl}\p{Zp}]*$/u)
    .refine((text) => !/\p{Cc}/u.test(text.replaceAll("\n", ""))),
});
export type AddNote = z.output<typeof AddNote>;

/** POST /api/operator/views: the filter of an address under a name; the same name again is the view anew. */
export const SaveView = z.strictObject({
  name: z
    .string()
    .trim()
    .min(1)
    .max(60)
    .regex(/^[^\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+$/u),
  query: z.string().max(400),
});
export type SaveView = z.output<typeof SaveView>;
