import { readEcdsaSignature } from "#pki/ecdsa-signature.ts";
import type { Primitives, SignatureAlgorithm } from "#pki/primitives.ts";
import { canSign, readPublicKey } from "#pki/public-key.ts";
import { WEB_ALGORITHM } from "./web-algorithm.ts";

/** Digests and signature checks over WebCrypto. */
export const webPrimitives: Primitives = {
  async digest(algorithm, data) {
    return new Uint8Array(await crypto.subtle.digest(algorithm, new Uint8Array(data)));
  },

  async verify(algorithm, spki, data, signature) {
    try {
      return await verify(algorithm, spki, data, signature);
    } catch {
      // a key or a signature that is not well formed: the contract's false
      return false;
    }
  },
};

async function verify(algorithm: SignatureAlgorithm, spki: Uint8Array, data: Uint8Array, signature: Uint8Array) {
  if (!canSign(readPublicKey(spki), algorithm)) return false;
  const { key, sign, coordinateBytes } = WEB_ALGORITHM[algorithm];
  const publicKey = await crypto.subtle.importKey("spki", new Uint8Array(spki), key, false, ["verify"]);
  const raw = coordinateBytes ? readEcdsaSignature(signature, coordinateBytes) : new Uint8Array(signature);
  return crypto.subtle.verify(sign, publicKey, raw, new Uint8Array(data));
}
