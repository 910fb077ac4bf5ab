import { createPublicKey, generateKeyPairSync, type KeyObject, sign } from "node:crypto";
import { toBase64 } from "#pki/bytes.ts";
import { importPassword } from "#pki/pbes2.ts";
import { sealPkcs8 } from "#pki/pkcs8.ts";
import type { SignatureAlgorithm } from "#pki/primitives.ts";

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
    seal: (passphrase) => seal(privateKey, passphrase),
  };
}

async function seal(key: KeyObject, passphrase: string): Promise<string> {
  const plain = key.export({ type: "pkcs8", format: "der" });
  try {
    return pem("ENCRYPTED PRIVATE KEY", await sealPkcs8(plain, await importPassword(passphrase, crypto), { crypto }));
  } finally {
    plain.fill(0);
  }
}

/** @see RFC 7468 section 2 */
function pem(label: string, der: Uint8Array): string {
  const lines = toBase64(der).match(/.{1,64}/g) ?? [];
  return [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`, ""].join("\n");
}
