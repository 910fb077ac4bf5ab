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
  /** @param shard 0 for the list of all certificates */
  issuingCrl(shard: number): string;
  issuingDeltaCrl(shard: number): string;
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
    issuingCrl: (shard) => statusUrl + issuingCrlPath("FULL", shard),
    issuingDeltaCrl: (shard) => statusUrl + issuingCrlPath("DELTA", shard),
  };
}

/** The path of a CRL of the issuing authority: /crl/issuing.crl, /crl/issuing-3-delta.crl. */
export function issuingCrlPath(kind: "FULL" | "DELTA", shard: number): string {
  return `/crl/issuing${shard === 0 ? "" : `-${shard}`}${kind === "DELTA" ? "-delta" : ""}.crl`;
}

/** The shard of a complete CRL by its address, wherever `status` is found; undefined for any other address. */
export function shardOfAddress(url: string): number | undefined {
  const found = /\/crl\/issuing(?:-([1-9]\d{0,3}))?\.crl$/.exec(url);
  return found ? Number(found[1] ?? 0) : undefined;
}
