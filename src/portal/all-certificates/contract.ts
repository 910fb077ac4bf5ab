import { z } from "zod";
import { RevocationReason, Slot, Template } from "#platform/prisma/enums.ts";
import { Serial } from "#portal/revocation/contract.ts";

/** What somebody typed who looks for certificates, as it is meant. */
export type Meant =
  /** An IIN or a BIN: they are alike. */
  | { readonly number: string }
  /** A serial number or a subject key identifier, in lower-case hexadecimal: they are alike too. */
  | { readonly hex: string }
  /** The beginning of a name, and of those that follow it, in lower case. */
  | { readonly words: readonly string[] };

/** Null for what can be none of these. */
export function meant(typed: string): Meant | null {
  const digits = typed.replaceAll(/[\s:.-]/g, "").toLowerCase();
  if (/^\d{12}$/.test(digits)) return { number: digits };
  // the octet that keeps a serial positive comes along from other programs
  const hex = digits.replace(/^0x/, "").replace(/^00(?=.{40}$)/, "");
  if (/^(?:[0-9a-f]{2}){8,20}$/.test(hex)) return { hex };
  const words = typed
    .normalize("NFC")
    .toLowerCase()
    .split(/[^\p{L}\p{M}'’-]+/u)
    .filter(Boolean);
  return (words[0]?.length ?? 0) >= 2 && words.length <= 5 && !/\d/.test(typed) ? { words } : null;
}

/** POST /api/operator/certificates/search: a page of the certificates that fit, after the last one of the page before. */
export const SearchCertificates = z.strictObject({ by: z.string().max(200), after: Serial.optional() });
export type SearchCertificates = z.output<typeof SearchCertificates>;

/** One of them; of the person's number it has the end. */
const FoundCertificate = z.strictObject({
  serial: Serial,
  slot: z.enum(Slot),
  status: z.enum(["VALID", "EXPIRED", "ON_HOLD", "REVOKED", "NOT_YET_VALID"]),
  reason: z.enum(RevocationReason).optional(),
  notAfter: z.iso.datetime(),
  name: z.string(),
  iinEnd: z.string(),
  template: z.enum(Template),
  organisation: z.string().optional(),
});
export type FoundCertificate = z.output<typeof FoundCertificate>;

/** Its answer; `next` is what to go on after, where there are more. */
export const FoundCertificates = z.strictObject({
  found: z.array(FoundCertificate),
  next: Serial.optional(),
});
export type FoundCertificates = z.output<typeof FoundCertificates>;
