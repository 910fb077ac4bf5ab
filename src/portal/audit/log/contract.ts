import { z } from "zod";
import { bytes } from "#portal/wire/contract.ts";

/** What a holder takes along to show, for ever and to anybody, that a certificate's issuance is in the log. */
export const IssuanceProof = z.strictObject({
  form: z.literal("tanba-issuance-proof/1"),
  /** SHA-256 of the DER, in hexadecimal. */
  certificate: z.string().regex(/^[0-9a-f]{64}$/),
  /** The event's bytes as the log hashes them. */
  event: z.string().max(10_000),
  /** Where it stands in the log, counted from 0. */
  index: z.number().int().min(0),
  /** From the event to the root. @see RFC 6962 section 2.1.1 */
  path: z.array(bytes(32)).max(64),
  /** The signed note. */
  checkpoint: z.string().max(10_000),
});
export type IssuanceProof = z.output<typeof IssuanceProof>;

/** What the event of such a proof says. */
export const IssuedEvent = z.object({
  action: z.enum(["request-issued", "pair-revoked-at-once"]),
  at: z.iso.datetime(),
  request: z.uuid(),
  /** The SHA-256 of each certificate of the pair. */
  facts: z.object({ AUTH: z.string().optional(), SIGN: z.string().optional() }),
});
export type IssuedEvent = z.output<typeof IssuedEvent>;
