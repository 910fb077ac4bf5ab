import { createPrivateKey, createPublicKey, createSign, type KeyObject, sign } from "node:crypto";
import type { SignatureAlgorithm } from "#pki/primitives.ts";

/** The issuing key as the signer holds it: it can sign and say its public half, nothing else. */
export interface SigningKey {
  readonly algorithm: SignatureAlgorithm;
  /** DER SubjectPublicKeyInfo. */
  readonly spki: Uint8Array;
  sign(data: Uint8Array): Uint8Array;
  /** Signs what comes in pieces, so that others may work in between. */
  begin(): { update(piece: Uint8Array): void; sign(): Uint8Array };
}

/**
 * Opens an encrypted PKCS#8 file.
 *
 * @param pem ENCRYPTED PRIVATE KEY; a key that is not encrypted is refused
 * @throws {Error} with one sentence that holds neither the key nor the passphrase
 */
export function openSoftwareKey(pem: string, passphrase: Uint8Array): SigningKey {
  if (!pem.includes("BEGIN ENCRYPTED PRIVATE KEY")) throw new Error("the issuing key is not an encrypted PKCS#8 file");
  const key = decrypt(pem, passphrase);
  const { algorithm, digest } = algorithmOf(key);
  return {
    algorithm,
    spki: new Uint8Array(createPublicKey(key).export({ type: "spki", format: "der" })),
    sign: (data) => new Uint8Array(sign(digest, data, key)),
    begin() {
      const signing = createSign(digest);
      return { update: (piece) => void signing.update(piece), sign: () => new Uint8Array(signing.sign(key)) };
    },
  };
}

function decrypt(pem: string, passphrase: Uint8Array): KeyObject {
  try {
    return createPrivateKey({ key: pem, format: "pem", passphrase: Buffer.from(passphrase) });
  } catch {
    // the cause is left out on purpose: what OpenSSL says of a wrong passphrase is of no use to anybody
    throw new Error("the issuing key does not open with this passphrase");
  }
}

function algorithmOf(key: KeyObject): { algorithm: SignatureAlgorithm; digest: string } {
  const curve = key.asymmetricKeyDetails?.namedCurve;
  if (curve === "prime256v1") return { algorithm: "ECDSA-P256-SHA256", digest: "sha256" };
  if (curve === "secp384r1") return { algorithm: "ECDSA-P384-SHA384", digest: "sha384" };
  if (key.asymmetricKeyType === "rsa") return { algorithm: "RSA-SHA256", digest: "sha256" };
  throw new Error("the issuing key is of a kind that this authority does not use");
}
