import type { Certificate } from "#pki/certificate.ts";
import { wholeSecond } from "../validity.ts";

/**
 * How long an answer may be relied on: long enough to bring a database back at night, short enough that whoever keeps an
 * answer learns of a revocation in the same half day. The practice statement says the same.
 */
const LIFE_MS = 4 * 3_600_000;
/** That a certificate was never issued may be wrong a moment later. */
const NEVER_ISSUED_LIFE_MS = 60_000;

export interface OcspWindow {
  readonly thisUpdate: Date;
  readonly nextUpdate: Date;
}

/**
 * From when and until when an answer is true.
 *
 * @param knownAt up to when the register was read
 * @param responder whose certificate must not end before the answer does
 */
export function ocspWindow(knownAt: Date, responder: Pick<Certificate, "notAfter">, neverIssued = false): OcspWindow {
  const thisUpdate = wholeSecond(knownAt);
  const end = thisUpdate.getTime() + (neverIssued ? NEVER_ISSUED_LIFE_MS : LIFE_MS);
  return { thisUpdate, nextUpdate: new Date(Math.min(end, responder.notAfter.getTime())) };
}

/**
 * Since when ended certificates are still answered for: since the authority began, because none is ever forgotten.
 *
 * @see ETSI EN 319 411-2 section 6.3.10, RFC 6960 section 4.4.4
 */
export const archivedSince = (issuer: Pick<Certificate, "notBefore">): Date => issuer.notBefore;
