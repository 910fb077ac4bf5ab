import type { SignatureAlgorithm } from "#pki/primitives.ts";
import type { PublicKey } from "#pki/public-key.ts";

/** How WebCrypto calls one of our signature algorithms: `key` for importing and generating, `sign` for using. */
interface WebAlgorithm {
  readonly key: RsaHashedImportParams | EcKeyImportParams;
  readonly sign: AlgorithmIdentifier | EcdsaParams;
  /** Bytes of r and of s; undefined for RSA. */
  readonly coordinateBytes?: number;
}

const RSA = "RSASSA-PKCS1-v1_5";

export const WEB_ALGORITHM: Readonly<Record<SignatureAlgorithm, WebAlgorithm>> = {
  "RSA-SHA256": { key: { name: RSA, hash: "SHA-256" }, sign: RSA },
  "RSA-SHA384": { key: { name: RSA, hash: "SHA-384" }, sign: RSA },
  "RSA-SHA512": { key: { name: RSA, hash: "SHA-512" }, sign: RSA },
  "ECDSA-P256-SHA256": {
    key: { name: "ECDSA", namedCurve: "P-256" },
    sign: { name: "ECDSA", hash: "SHA-256" },
    coordinateBytes: 32,
  },
  "ECDSA-P384-SHA384": {
    key: { name: "ECDSA", namedCurve: "P-384" },
    sign: { name: "ECDSA", hash: "SHA-384" },
    coordinateBytes: 48,
  },
};

/** The algorithm that we sign with when the key is such a one. */
export function signatureAlgorithmFor(key: PublicKey): SignatureAlgorithm {
  if (key.type === "RSA") return "RSA-SHA256";
  return key.curve === "P-256" ? "ECDSA-P256-SHA256" : "ECDSA-P384-SHA384";
}
