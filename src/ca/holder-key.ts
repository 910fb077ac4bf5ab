import { readPublicKey } from "#pki/public-key.ts";
import type { HolderKey } from "./profiles.ts";

const RSA_OCTETS = 256;

/**
 * The kind of a holder's key, or undefined for one that no profile allows. Whether the key is a good one of its kind is
 * the business of `requireAllowedKey`.
 *
 * @param spki DER SubjectPublicKeyInfo
 * @throws {PkiError} KEY_REFUSED for anything that is no key
 */
export function holderKeyOf(spki: Uint8Array): HolderKey | undefined {
  const key = readPublicKey(spki);
  if (key.type === "EC") return key.curve === "P-256" ? "EC-P256" : undefined;
  return key.modulus.length === RSA_OCTETS ? "RSA-2048" : undefined;
}
