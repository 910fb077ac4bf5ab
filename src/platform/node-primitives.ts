import { hash, verify } from "node:crypto";
import type { Primitives } from "#pki/primitives.ts";
import { digestOf } from "./digest-of.ts";
import { importedKey } from "./imported-key.ts";

const DIGESTS = { "SHA-1": "sha1", "SHA-256": "sha256", "SHA-384": "sha384", "SHA-512": "sha512" } as const;

/** `Primitives` over node:crypto. A key or signature that is not well formed verifies nothing and throws nothing. */
export const nodePrimitives = {
  digest: (algorithm, data) => new Uint8Array(hash(DIGESTS[algorithm], data, "buffer")),

  verify(algorithm, spki, data, signature) {
    const key = importedKey(spki, algorithm);
    return key !== undefined && verify(digestOf(algorithm), data, key, signature);
  },
} satisfies Primitives;
