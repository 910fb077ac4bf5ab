import { z } from "zod";

const Serial = z.string().regex(/^[0-9a-f]{2,40}$/);
const Sha256 = z.string().regex(/^[0-9a-f]{64}$/);

/** One line of the signer's journal. Signatures are base64, times ISO 8601 in UTC. */
export const JournalEntry = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("SIGNATURE"),
    at: z.iso.datetime(),
    serial: Serial,
    tbsSha256: Sha256,
    signature: z.base64(),
  }),
  z.strictObject({ kind: z.literal("TOMBSTONE"), at: z.iso.datetime(), serial: Serial }),
  z.strictObject({
    kind: z.literal("CRL"),
    at: z.iso.datetime(),
    crl: z.enum(["FULL", "DELTA"]),
    /** Left out for the CRLs of all certificates, as it was before there were shards. */
    shard: z.number().int().min(1).max(9999).optional(),
    number: z.string().regex(/^[0-9]{1,48}$/),
    tbsSha256: Sha256,
    signature: z.base64(),
  }),
]);
export type JournalEntry = z.output<typeof JournalEntry>;
