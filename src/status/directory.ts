import { hash } from "node:crypto";
import { addressesUnder } from "#ca/addresses.ts";
import { TSA_POLICY } from "./answer-tsa.ts";

/** What the directory depends on. */
export interface DirectoryFacts {
  /** Without a slash at its end. */
  readonly statusUrl: string;
  /** DER certificates of the authority. */
  readonly root: Uint8Array;
  readonly issuing: Uint8Array;
  readonly issuedAt: Date;
  readonly validUntil: Date;
}

/** The key kinds and digests of everything that services sign. */
const SIGNATURE = "ECDSA with SHA-256 on P-256";

/**
 * Where every service is and what it speaks, as JSON that people can read too.
 *
 * `version` is that of this form: a reader refuses one that it does not know.
 */
export function directoryText({ statusUrl, root, issuing, issuedAt, validUntil }: DirectoryFacts): string {
  const at = addressesUnder(statusUrl);
  const certificate = (url: string, der: Uint8Array) => ({ url, sha256: hash("sha256", der) });
  const directory = {
    version: 1,
    authority: "Tańba, a demonstration: not the National Certification Authority of the Republic of Kazakhstan",
    issuedAt: issuedAt.toISOString(),
    validUntil: validUntil.toISOString(),
    certificates: { root: certificate(at.rootCertificate, root), issuing: certificate(at.issuingCertificate, issuing) },
    services: {
      ocsp: { url: at.ocsp, standards: ["RFC 6960", "RFC 9654", "RFC 9919"], signature: SIGNATURE },
      tsa: {
        url: at.tsa,
        standards: ["RFC 3161", "RFC 5816"],
        policy: TSA_POLICY,
        digests: ["SHA-256", "SHA-384", "SHA-512"],
        signature: SIGNATURE,
      },
      crl: { root: at.rootCrl, complete: at.issuingCrl(0), delta: at.issuingDeltaCrl(0), standards: ["RFC 5280"] },
    },
    practiceStatement: at.cps,
    signedDirectory: at.signedDirectory,
  };
  return `${JSON.stringify(directory, null, 2)}\n`;
}
