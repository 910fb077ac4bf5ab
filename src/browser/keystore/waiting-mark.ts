import { toHex } from "#pki/bytes.ts";
import { keyMark } from "#pki/key-mark.ts";
import { webPrimitives } from "../web-primitives.ts";
import { importParameters } from "./new-keys.ts";
import type { WaitingPair } from "./waiting-file.ts";

/** The mark that an operator compares, of keys that wait: it is made anew of them, and kept nowhere. */
export async function waitingMark({ keys, keyAlgorithm }: WaitingPair): Promise<string> {
  const hash = async (key: CryptoKey) =>
    toHex(await webPrimitives.digest("SHA-256", await publicHalf(key, importParameters(keyAlgorithm))));
  return keyMark(webPrimitives, { authKey: await hash(keys.AUTH), signKey: await hash(keys.SIGN) });
}

const PRIVATE_PARTS = ["d", "p", "q", "dp", "dq", "qi", "key_ops"] as const;

/** The SubjectPublicKeyInfo of a private key that may be exported. */
async function publicHalf(key: CryptoKey, algorithm: ReturnType<typeof importParameters>): Promise<Uint8Array> {
  const jwk = await crypto.subtle.exportKey("jwk", key);
  for (const part of PRIVATE_PARTS) delete jwk[part];
  const open = await crypto.subtle.importKey("jwk", jwk, algorithm, true, ["verify"]);
  return new Uint8Array(await crypto.subtle.exportKey("spki", open));
}
