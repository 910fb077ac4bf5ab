import type { KeyAlgorithm } from "#portal/requests/contract.ts";
import { importParameters } from "./new-keys.ts";
import type { Slot } from "./waiting-keys.ts";
import type { WaitingRecord } from "./waiting-store.ts";

type Pair = Readonly<Record<Slot, CryptoKey>>;

/** Wraps the two private keys of a request for the browser's store with a key that exists nowhere else. */
export async function wrapWaiting(number: string, keyAlgorithm: KeyAlgorithm, keys: Pair): Promise<WaitingRecord> {
  const wrappingKey = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, [
    "wrapKey",
    "unwrapKey",
  ]);
  const wrap = async (key: CryptoKey) => {
    const iv = crypto.getRandomValues(new Uint8Array(12));
    return { iv, ciphertext: await crypto.subtle.wrapKey("pkcs8", key, wrappingKey, { name: "AES-GCM", iv }) };
  };
  return { number, keyAlgorithm, wrappingKey, wrapped: { AUTH: await wrap(keys.AUTH), SIGN: await wrap(keys.SIGN) } };
}

/** The two private keys again. They may be exported, since they are about to be written under a password. */
export async function unwrapWaiting({ keyAlgorithm, wrappingKey, wrapped }: WaitingRecord): Promise<Pair> {
  const unwrap = ({ iv, ciphertext }: WaitingRecord["wrapped"][Slot]) =>
    crypto.subtle.unwrapKey(
      "pkcs8",
      ciphertext,
      wrappingKey,
      { name: "AES-GCM", iv },
      importParameters(keyAlgorithm),
      true,
      ["sign"],
    );
  return { AUTH: await unwrap(wrapped.AUTH), SIGN: await unwrap(wrapped.SIGN) };
}
