import { z } from "zod";
import { documentText } from "#pki/signed-document.ts";
import { Reason } from "#portal/approvals/contract.ts";
import {
  type Common,
  certificateFields,
  type RevocableCertificate,
  withStatement,
} from "#portal/documents/contract.ts";
import { MAX_SERIALS, RevocationReason, Serial } from "#portal/revocation/contract.ts";
import { bytes, Language, MAX_DER, Nonce } from "#portal/wire/contract.ts";

const WEEK_MS = 7 * 86_400_000;

/** How long an order waits for a second person: seven days from the last moment in which the first could sign. */
export function orderExpiry(challengeExpiresAt: Date): Date {
  return new Date(challengeExpiresAt.getTime() + WEEK_MS);
}

/** The number of the paper that an order rests on, as it stands there: one line. */
export const DocumentNumber = z
  .string()
  .trim()
  .min(1)
  .max(60)
  .regex(/^[^\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]+$/u);

const Signed = { nonce: Nonce, language: Language, cms: bytes(MAX_DER) };

/** POST /api/orders, signed over `orderText`. */
export const SignOrder = z.strictObject({
  ...Signed,
  serials: z
    .array(Serial)
    .min(1)
    .max(MAX_SERIALS)
    .refine((serials) => new Set(serials).size === serials.length),
  /** Null lifts holds that the authority has ordered. */
  reason: RevocationReason.nullable(),
  documentNumber: DocumentNumber,
  documentDate: z.iso.date(),
});
export type SignOrder = z.output<typeof SignOrder>;

/** POST /api/orders/[id]/decision, signed over `orderWordText`. */
export const DecideOrder = z.discriminatedUnion("verdict", [
  z.strictObject({ ...Signed, verdict: z.literal("APPROVE") }),
  z.strictObject({ ...Signed, verdict: z.literal("DECLINE"), declinedFor: Reason }),
]);
export type DecideOrder = z.output<typeof DecideOrder>;

/** GET /api/orders: what waits for a second person, the longest first, or all there ever was, the newest first. */
export const OrdersAsked = z.object({
  tab: z.enum(["waiting", "all"]).catch("waiting"),
  /** The last order of the page before. */
  after: z.uuid().optional().catch(undefined),
});
export type OrdersAsked = z.output<typeof OrdersAsked>;

export interface AuthorityOrderFacts {
  /** Null lifts the holds. */
  readonly reason: string | null;
  /** Of the paper that the order rests on; the date as `2026-11-26`. */
  readonly documentNumber: string;
  readonly documentDate: string;
  /** At most 20, in any order. */
  readonly certificates: readonly RevocableCertificate[];
  /** Until when a second person may sign. */
  readonly expiresAt: string;
}

/** One of the authority's staff orders what happens to people's certificates, on the ground of a document. */
export function orderText({ origin, nonce, language, ...facts }: Common & AuthorityOrderFacts): string {
  const purpose =
    facts.reason === null ? "ORDER_RELEASE" : facts.reason === "CERTIFICATE_HOLD" ? "ORDER_HOLD" : "ORDER_REVOKE";
  return documentText("order", { ...withStatement(purpose, { origin, nonce, language }), ...orderFields(facts) });
}

export type OrderWord = { readonly verdict: "APPROVE" } | { readonly verdict: "DECLINE"; readonly declinedFor: string };

interface OrderWordFacts extends AuthorityOrderFacts {
  /** Lower-case hexadecimal SHA-256 of the text that the first person signed. */
  readonly order: string;
}

/** A second person's yes or no to such an order: over the same facts, and over the very text that the first has signed. */
export function orderWordText(word: OrderWord, { order, ...signing }: Common & OrderWordFacts): string {
  const { origin, nonce, language, ...facts } = signing;
  const declined = word.verdict === "DECLINE" ? { "declined-for": word.declinedFor } : {};
  return documentText(word.verdict === "APPROVE" ? "approve-order" : "decline-order", {
    ...withStatement(`${word.verdict}_ORDER`, { origin, nonce, language }),
    ...orderFields(facts),
    ...{ order, ...declined },
  });
}

function orderFields({ reason, documentNumber, documentDate, certificates, expiresAt }: AuthorityOrderFacts) {
  return {
    act: reason === null ? "release" : reason === "CERTIFICATE_HOLD" ? "hold" : "revoke",
    reason: reason ?? undefined,
    "document-number": documentNumber,
    "document-date": documentDate,
    expires: expiresAt,
    ...certificateFields(certificates),
  };
}
