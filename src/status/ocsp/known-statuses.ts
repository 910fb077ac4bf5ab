import { hash } from "node:crypto";
import { equalBytes } from "#pki/bytes.ts";
import { type Certificate, keyBytesOf } from "#pki/certificate.ts";
import type { CertId } from "#pki/ocsp-request.ts";
import type { CertificateIndex } from "./certificate-index.ts";

/** Everything that is known about the certificates of one issuer. */
export interface KnownStatuses {
  readonly issuer: Certificate;
  /** Whether a question is about a certificate of this issuer. */
  isAsked(certId: CertId): boolean;
  readonly index: CertificateIndex;
  /** Every change that was committed before this instant is in the index. */
  readonly knownAt: Date;
}

/** Recognises an issuer by the digests of its name and key. @see RFC 6960 section 4.1.1 */
export function issuerRecogniser({ subject, spki }: Certificate): KnownStatuses["isAsked"] {
  const key = keyBytesOf(spki);
  const ours = {
    "SHA-1": { name: hash("sha1", subject, "buffer"), key: hash("sha1", key, "buffer") },
    "SHA-256": { name: hash("sha256", subject, "buffer"), key: hash("sha256", key, "buffer") },
  };
  return ({ digest, issuerNameHash, issuerKeyHash }) =>
    digest !== undefined &&
    equalBytes(issuerNameHash, ours[digest].name) &&
    equalBytes(issuerKeyHash, ours[digest].key);
}
