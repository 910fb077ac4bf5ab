/** Every way in which an artefact (a certificate, a request, a signature) can be wrong. The codes are stable. */
export type PkiErrorCode =
  | "DER_MALFORMED"
  | "NAME_MALFORMED"
  | "CERTIFICATE_MALFORMED"
  | "CSR_MALFORMED"
  | "CMS_MALFORMED"
  | "KEY_REFUSED"
  | "ALGORITHM_REFUSED"
  | "SIGNATURE_INVALID"
  | "CONTENT_DIFFERS"
  | "SIGNER_UNKNOWN"
  | "ISSUER_UNKNOWN"
  | "CERTIFICATE_NOT_YET_VALID"
  | "CERTIFICATE_EXPIRED"
  | "CERTIFICATE_PURPOSE"
  | "CERTIFICATE_REFUSED"
  | "DOCUMENT_MALFORMED"
  | "PKCS12_MALFORMED"
  | "PKCS12_TOO_COSTLY"
  | "PASSWORD_WRONG"
  | "CRL_MALFORMED"
  | "OCSP_MALFORMED";

/** Something that was handed in is not what it claims to be. `detail` is for the log, never for the person. */
export class PkiError extends Error {
  readonly code: PkiErrorCode;

  constructor(code: PkiErrorCode, detail: string, options?: ErrorOptions) {
    super(`${code}: ${detail}`, options);
    this.name = "PkiError";
    this.code = code;
  }
}
