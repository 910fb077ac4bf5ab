/** Where relying parties find what a certificate points to; `status` answers all of them. */
export interface Addresses {
  readonly ocsp: string;
  readonly cps: string;
  readonly tsa: string;
  /** Of all the others, as JSON; the same signed at the address after it. */
  readonly directory: string;
  readonly signedDirectory: string;
  readonly rootCertificate: string;
  readonly issuingCertificate: string;
  readonly rootCrl: string;
  readonly issuingCrl: string;
  readonly issuingDeltaCrl: string;
}

/** @param statusUrl where `status` is found, without a slash at its end */
export function addressesUnder(statusUrl: string): Addresses {
  return {
    ocsp: `${statusUrl}/ocsp`,
    cps: `${statusUrl}/cps`,
    tsa: `${statusUrl}/tsa`,
    directory: `${statusUrl}/directory`,
    signedDirectory: `${statusUrl}/directory.p7m`,
    rootCertificate: `${statusUrl}/ca/root.cer`,
    issuingCertificate: `${statusUrl}/ca/issuing.cer`,
    rootCrl: `${statusUrl}/crl/root.crl`,
    issuingCrl: `${statusUrl}/crl/issuing.crl`,
    issuingDeltaCrl: `${statusUrl}/crl/issuing-delta.crl`,
  };
}
