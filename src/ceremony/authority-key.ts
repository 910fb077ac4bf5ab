import { createPublicKey, generateKeyPairSync, sign } from "node:crypto";
import type { SignatureAlgorithm } from "#pki/primitives.ts";
import { sealKey } from "./seal-key.ts";

/** A new key of the hierarchy, for as long as the ceremony lasts. */
export interface AuthorityKey {
  readonly algorithm: SignatureAlgorithm;
  /** DER SubjectPublicKeyInfo. */
  readonly spki: Uint8Array;
  sign(data: Uint8Array): Uint8Array;
  /** The key as an encrypted PKCS#8 file, PEM. */
  seal(passphrase: string): Promise<string>;
}

const CURVES = {
  "P-384": { algorithm: "ECDSA-P384-SHA384", digest: "sha384" },
  "P-256": { algorithm: "ECDSA-P256-SHA256", digest: "sha256" },
} as const;

/** Makes a key; its private half leaves this function's closure only encrypted. */
export function newAuthorityKey(curve: keyof typeof CURVES): AuthorityKey {
  const { privateKey } = generateKeyPairSync("ec", { namedCurve: curve });
  const { algorithm, digest } = CURVES[curve];
  return {
    algorithm,
    spki: new Uint8Array(createPublicKey(privateKey).export({ type: "spki", format: "der" })),
    sign: (data) => new Uint8Array(sign(digest, data, privateKey)),
    seal: (passphrase) => sealKey(privateKey, passphrase),
  };
}
