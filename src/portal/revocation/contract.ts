import { z } from "zod";
import { Code } from "#portal/step-up/contract.ts";
import { bytes, Language, MAX_DER, Nonce } from "#portal/wire/contract.ts";

/** The only reasons that this authority gives. */
export const RevocationReason = z.enum([
  "KEY_COMPROMISE",
  "AFFILIATION_CHANGED",
  "SUPERSEDED",
  "CESSATION_OF_OPERATION",
  "CERTIFICATE_HOLD",
]);
export type RevocationReason = z.output<typeof RevocationReason>;

/** The serial number of a certificate, in lower-case hexadecimal. */
export const Serial = z.string().regex(/^(?:[0-9a-f]{2}){1,20}$/);

/** More than a person has at once, and still read before it is signed. */
export const MAX_SERIALS = 20;

/** POST /api/revocations, signed over `revokeText`. */
export const Revoke = z.strictObject({
  nonce: Nonce,
  language: Language,
  serials: z
    .array(Serial)
    .min(1)
    .max(MAX_SERIALS)
    .refine((serials) => new Set(serials).size === serials.length),
  reason: RevocationReason,
  cms: bytes(MAX_DER),
  /** For the signed text; needed when any of the keys is another person's. */
  code: Code.optional(),
});
export type Revoke = z.output<typeof Revoke>;

/** POST /api/releases, signed over `releaseText`. */
export const Release = z.strictObject({ nonce: Nonce, language: Language, serial: Serial, cms: bytes(MAX_DER) });
export type Release = z.output<typeof Release>;

/** 202 of both: the order is on record and will be done, whatever is killed meanwhile. */
export const Ordered = z.strictObject({ order: z.uuid() });
export type Ordered = z.output<typeof Ordered>;

/** GET /api/revocations: what became of the orders that the holder signed lately, the newest first. */
export const RecentOrders = z.strictObject({
  orders: z.array(
    z.strictObject({
      order: z.uuid(),
      serial: Serial,
      /** PENDING until the worker has verified it once more and done it. */
      state: z.enum(["PENDING", "APPLIED", "UNCHANGED", "REFUSED"]),
    }),
  ),
});
export type RecentOrders = z.output<typeof RecentOrders>;
