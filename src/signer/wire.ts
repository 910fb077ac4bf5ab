import { z } from "zod";
import { GivenUp } from "./given-up.ts";

/** What fits into one batch of orders; the journal writes it with one fsync. */
export const MAX_ORDERS = 512;
/** The longest body of a request, in bytes: a CRL of a million entries fits. */
export const MAX_BODY_BYTES = 64 * 1024 * 1024;

const Serial = z.string().regex(/^[0-9a-f]{2,40}$/);

/** POST /sign */
export const SignRequest = z.strictObject({
  orders: z
    .array(z.strictObject({ serial: Serial, tbs: z.base64().max(32_768) }))
    .min(1)
    .max(MAX_ORDERS),
});
export const SignResponse = z.strictObject({ signatures: z.array(z.base64()) });

/** POST /void */
export const VoidRequest = z.strictObject({ serial: Serial });
export const VoidResponse = z.discriminatedUnion("voided", [
  z.strictObject({ voided: z.literal(true) }),
  z.strictObject({ voided: z.literal(false), signature: z.base64() }),
]);

/** POST /crl: the body is the DER TBSCertList, so that a large one is not copied through base64. */
export const CrlResponse = z.strictObject({ signature: z.base64() });

const Hash = z.base64().length(44);

/** GET /checkpoint */
export const SignedLastResponse = z.strictObject({
  origin: z.string(),
  note: z.string().nullable(),
  size: z.number().int().min(0),
  root: Hash,
  givenUp: GivenUp.omit({ at: true }).nullable(),
});

/** POST /checkpoint: a proof has at most two hashes for each level. */
export const CheckpointRequest = z.strictObject({
  last: z.number().int().min(0),
  size: z.number().int().min(0),
  root: Hash,
  proof: z.array(Hash).max(128),
});
export const CheckpointResponse = z.strictObject({ note: z.string() });

/** Any answer but 200. */
export const Refusal = z.strictObject({
  code: z.enum(["SIGNER_REFUSED", "SIGNER_UNAVAILABLE"]),
  rule: z.string(),
  serial: z.string().optional(),
});
