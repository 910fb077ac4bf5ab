import type { Certificate } from "#pki/certificate.ts";
import { encodeEcdsaSignature } from "#pki/ecdsa-signature.ts";
import type { SignatureAlgorithm } from "#pki/primitives.ts";
import { readPublicKey } from "#pki/public-key.ts";
import { signatureAlgorithmFor, WEB_ALGORITHM } from "../web-algorithm.ts";
import { webPrimitives } from "../web-primitives.ts";

/** A private key that WebCrypto holds, and what it signs with. */
export interface PrivateKey {
  readonly key: CryptoKey;
  readonly algorithm: SignatureAlgorithm;
}

/** Signs in the form that X.509 and CMS carry. */
export async function signWith({ key, algorithm }: PrivateKey, data: Uint8Array): Promise<Uint8Array> {
  const { sign, coordinateBytes } = WEB_ALGORITHM[algorithm];
  const signature = new Uint8Array(await crypto.subtle.sign(sign, key, new Uint8Array(data)));
  return coordinateBytes ? encodeEcdsaSignature(signature) : signature;
}

/**
 * Hands a private key over to WebCrypto, not to be read back.
 *
 * @param pkcs8 DER PrivateKeyInfo; the caller overwrites it
 * @throws {PkiError} KEY_REFUSED for a public key of another kind than ours
 * @throws {DOMException} where the bytes are no such key
 */
export async function importPrivateKey(pkcs8: Uint8Array, spki: Uint8Array): Promise<PrivateKey> {
  const bytes = new Uint8Array(pkcs8);
  try {
    const algorithm = signatureAlgorithmFor(readPublicKey(spki));
    const key = await crypto.subtle.importKey("pkcs8", bytes, WEB_ALGORITHM[algorithm].key, false, ["sign"]);
    return { key, algorithm };
  } finally {
    bytes.fill(0);
  }
}

/** Whether the certificate is for this private key: what the key signs, the certificate's public key verifies. */
export async function fitsCertificate(privateKey: PrivateKey, { spki }: Certificate): Promise<boolean> {
  const probe = crypto.getRandomValues(new Uint8Array(32));
  return webPrimitives.verify(privateKey.algorithm, spki, probe, await signWith(privateKey, probe));
}
