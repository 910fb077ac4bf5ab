/** Where relying parties find what a certificate points to; `status` answers all of them. */
export interface Addresses {
  readonly ocsp: string;
  readonly cps: string;
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
    rootCertificate: `${statusUrl}/ca/root.cer`,
    issuingCertificate: `${statusUrl}/ca/issuing.cer`,
    rootCrl: `${statusUrl}/crl/root.crl`,
    issuingCrl: `${statusUrl}/crl/issuing.crl`,
    issuingDeltaCrl: `${statusUrl}/crl/issuing-delta.crl`,
  };
}
