import { archivedSince, ocspWindow } from "#ca/revocation/ocsp-window.ts";
import { wholeSecond } from "#ca/validity.ts";
import type { CertId, OcspRequest } from "#pki/ocsp-request.ts";
import { archiveCutoff, type CertStatus, extendedRevoke, ocspNonce, type SingleResponse } from "#pki/ocsp-response.ts";
import { type CertificateRecord, endOf } from "./certificate-index.ts";
import type { Desk } from "./desk.ts";

/** What the index has for one certificate that is asked about. */
export interface Found {
  readonly certId: CertId;
  readonly serial: string;
  /** Undefined for a certificate that its issuer, ours, never issued. */
  readonly record: CertificateRecord | "foreign" | undefined;
}

/**
 * RFC 6960 section 2.2: what was never issued is *revoked* too, on hold since 1970. *Unknown* would let those relying
 * parties go on that take it for a fault of the network, and such a certificate in our name is a forgery.
 */
const NEVER_ISSUED: CertStatus = { type: "revoked", revokedAt: new Date(0), reason: 6 };

/**
 * Signs the answer to one question.
 *
 * @returns undefined when what it would have to say is not true any more
 */
export function signAnswer(
  { nonce }: Pick<OcspRequest, "nonce">,
  found: readonly Found[],
  { desk, now }: { readonly desk: Desk; readonly now: Date },
): Buffer | undefined {
  const hasUnissued = found.some(({ record }) => record === undefined);
  const responses = found.map((one) => singleResponse(one, desk, now));
  if (responses.some(({ nextUpdate }) => nextUpdate <= now)) return undefined;
  const extensions = [...(nonce ? [ocspNonce(nonce)] : []), ...(hasUnissued ? [extendedRevoke] : [])];
  return desk.key.answer({ producedAt: wholeSecond(now), responses, extensions });
}

function singleResponse({ certId: { der: certId }, record }: Found, desk: Desk, now: Date): SingleResponse {
  const { known, key, window } = desk;
  if (record === undefined) {
    return { certId, status: NEVER_ISSUED, ...ocspWindow(known.knownAt, key.certificate, true) };
  }
  if (record === "foreign") return { certId, status: { type: "unknown" }, ...window };
  const extensions = endOf(record) <= now ? [archiveCutoff(archivedSince(known.issuer))] : [];
  return { certId, status: statusOf(record), ...window, extensions };
}

function statusOf(record: CertificateRecord): CertStatus {
  if (typeof record === "number") return { type: "good" };
  return { type: "revoked", revokedAt: new Date(record.revokedAt), reason: record.reason };
}
