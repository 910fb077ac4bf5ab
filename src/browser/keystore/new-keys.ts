import { assembleCsr, buildCsrInfo, type KeyStorage } from "#pki/csr.ts";
import type { SignatureAlgorithm } from "#pki/primitives.ts";
import type { KeyAlgorithm } from "#portal/requests/contract.ts";
import { WEB_ALGORITHM } from "../web-algorithm.ts";
import { type PrivateKey, signWith } from "./private-key.ts";

/** A key made here. It may be exported, since it has yet to be written under a password, and never is as plain bytes. */
export interface NewKey {
  readonly privateKey: PrivateKey;
  /** DER SubjectPublicKeyInfo. */
  readonly spki: Uint8Array;
}

export const ALGORITHM_OF: Readonly<Record<KeyAlgorithm, SignatureAlgorithm>> = {
  "RSA-2048": "RSA-SHA256",
  "EC-P256": "ECDSA-P256-SHA256",
};

const MAKE: Readonly<Record<KeyAlgorithm, RsaHashedKeyGenParams | EcKeyGenParams>> = {
  "RSA-2048": {
    name: "RSASSA-PKCS1-v1_5",
    hash: "SHA-256",
    modulusLength: 2048,
    publicExponent: Uint8Array.of(1, 0, 1),
  },
  "EC-P256": { name: "ECDSA", namedCurve: "P-256" },
};

/** Makes one key pair; RSA takes 0.1 to 0.5 s. */
export async function makeKey(keyAlgorithm: KeyAlgorithm): Promise<NewKey> {
  const pair = await crypto.subtle.generateKey(MAKE[keyAlgorithm], true, ["sign", "verify"]);
  if (!("privateKey" in pair)) throw new TypeError("one key where a pair is due");
  const spki = new Uint8Array(await crypto.subtle.exportKey("spki", pair.publicKey));
  return { privateKey: { key: pair.privateKey, algorithm: ALGORITHM_OF[keyAlgorithm] }, spki };
}

/** What the authority is asked for: the holder's name as it stands, the value it gave to be signed, and the storage. */
export interface Requested {
  /** DER Name. */
  readonly subject: Uint8Array;
  readonly nonce: string;
  readonly storage: KeyStorage;
}

/** The PKCS#10 request that proves possession of the new key. */
export async function requestFor({ privateKey, spki }: NewKey, requested: Requested): Promise<Uint8Array> {
  const info = buildCsrInfo({ ...requested, spki });
  return assembleCsr(info, privateKey.algorithm, await signWith(privateKey, info));
}

/** WebCrypto's parameters for taking such a private key back in. */
export const importParameters = (keyAlgorithm: KeyAlgorithm) => WEB_ALGORITHM[ALGORITHM_OF[keyAlgorithm]].key;
