import type { RevocationReason } from "#platform/prisma/enums.ts";

/** The CRLReason of each reason that this authority gives. @see RFC 5280 section 5.3.1 */
export const REASON_CODES: Readonly<Record<RevocationReason, number>> = {
  KEY_COMPROMISE: 1,
  AFFILIATION_CHANGED: 3,
  SUPERSEDED: 4,
  CESSATION_OF_OPERATION: 5,
  CERTIFICATE_HOLD: 6,
};
