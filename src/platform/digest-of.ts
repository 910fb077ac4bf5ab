import type { SignatureAlgorithm } from "#pki/primitives.ts";

const DIGEST_OF: Readonly<Record<SignatureAlgorithm, string>> = {
  "RSA-SHA256": "sha256",
  "RSA-SHA384": "sha384",
  "RSA-SHA512": "sha512",
  "ECDSA-P256-SHA256": "sha256",
  "ECDSA-P384-SHA384": "sha384",
};

/** The digest of a signature algorithm, as node:crypto calls it. */
export const digestOf = (algorithm: SignatureAlgorithm): string => DIGEST_OF[algorithm];
