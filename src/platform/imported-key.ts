import { createPublicKey, type JsonWebKey, type KeyObject } from "node:crypto";
import { PkiError } from "#pki/error.ts";
import type { SignatureAlgorithm } from "#pki/primitives.ts";
import { canSign, type PublicKey, readPublicKey } from "#pki/public-key.ts";

/** Keys seen last are kept, issuers and people who come back among them: importing one costs as much as a verification. */
const MAX_KEYS = 512;

interface ImportedKey {
  readonly object: KeyObject;
  readonly key: PublicKey;
}

const keys = new Map<string, ImportedKey | undefined>();

/** The key as node:crypto wants it; undefined for one that is not well formed or does not sign by this algorithm. */
export function importedKey(spki: Uint8Array, algorithm: SignatureAlgorithm): KeyObject | undefined {
  const imported = keptKey(spki);
  return imported && canSign(imported.key, algorithm) ? imported.object : undefined;
}

function keptKey(spki: Uint8Array): ImportedKey | undefined {
  const name = Buffer.from(spki.buffer, spki.byteOffset, spki.byteLength).toString("latin1");
  const known = keys.get(name);
  keys.delete(name);
  const imported = known ?? importKey(spki);
  keys.set(name, imported);
  if (keys.size > MAX_KEYS) for (const oldest of keys.keys()) return forget(oldest, imported);
  return imported;
}

function forget(oldest: string, imported: ImportedKey | undefined): ImportedKey | undefined {
  keys.delete(oldest);
  return imported;
}

function importKey(spki: Uint8Array): ImportedKey | undefined {
  try {
    const key = readPublicKey(spki);
    // JWK: OpenSSL's SPKI decoder is some thirty times slower for RSA
    return { key, object: withoutStackTraces(() => createPublicKey({ key: jwkOf(key), format: "jwk" })) };
  } catch (error) {
    if (error instanceof PkiError || isCryptoError(error)) return undefined;
    throw error;
  }
}

/** To tell a JWK from a KeyObject, Node throws and catches: the traces of these errors cost more than the import itself. */
function withoutStackTraces<T>(work: () => T): T {
  const limit = Error.stackTraceLimit;
  Error.stackTraceLimit = 0;
  try {
    return work();
  } finally {
    Error.stackTraceLimit = limit;
  }
}

function jwkOf(key: PublicKey): JsonWebKey {
  const base64Url = (bytes: Uint8Array) => Buffer.from(bytes).toString("base64url");
  if (key.type === "RSA") return { kty: "RSA", n: base64Url(key.modulus), e: base64Url(key.exponent) };
  return { kty: "EC", crv: key.curve, x: base64Url(key.x), y: base64Url(key.y) };
}

const isCryptoError = (error: unknown) => error instanceof Error && "code" in error;
