/** The digests that anything here may ask for; SHA-1 only for key identifiers, never for a signature. */
export type DigestAlgorithm = "SHA-1" | "SHA-256" | "SHA-384" | "SHA-512";

/** The signature algorithms that this product accepts; see `signature-algorithm.ts` for their identifiers. */
export type SignatureAlgorithm = "RSA-SHA256" | "RSA-SHA384" | "RSA-SHA512" | "ECDSA-P256-SHA256" | "ECDSA-P384-SHA384";

/**
 * The two operations that `pki` asks of its caller, so that the same code runs over node:crypto and over WebCrypto.
 *
 * Node answers at once, a browser later; `await` takes both.
 */
export interface Primitives {
  digest(algorithm: DigestAlgorithm, data: Uint8Array): Uint8Array | Promise<Uint8Array>;
  /** @param signature as X.509 and CMS carry it (ECDSA: DER SEQUENCE of r and s); false for anything not well formed */
  verify(
    algorithm: SignatureAlgorithm,
    spki: Uint8Array,
    data: Uint8Array,
    signature: Uint8Array,
  ): boolean | Promise<boolean>;
}
