import { findKnownKeys } from "#portal/certificates/store.ts";
import type { Context } from "#portal/context.ts";
import { PortalError } from "#portal/error.ts";
import { requireCompositeModulus } from "./require-composite-modulus.ts";
import type { NewKeys } from "./verify-key-pair.ts";

/** The hash of a new key, as the register enters it. */
export interface KeyHash {
  readonly slot: "AUTH" | "SIGN";
  readonly spkiSha256: Uint8Array<ArrayBuffer>;
}

/**
 * Requires that no request ever brought one of these two keys, and that neither is the weakest of all.
 *
 * @returns their hashes, to be entered with the request
 * @throws {PkiError} KEY_REFUSED for a prime modulus
 * @throws {PortalError} KEY_REUSED, after it
 */
export async function requireFreshKeys(
  { db, primitives }: Pick<Context, "db" | "primitives">,
  { authSpki, signSpki }: NewKeys,
): Promise<readonly KeyHash[]> {
  await Promise.all([authSpki, signSpki].map(requireCompositeModulus));
  const hashOf = async (spki: Uint8Array) => Uint8Array.from(await primitives.digest("SHA-256", spki));
  const hashes = [
    { slot: "AUTH", spkiSha256: await hashOf(authSpki) },
    { slot: "SIGN", spkiSha256: await hashOf(signSpki) },
  ] as const;
  const known = await findKnownKeys(
    db,
    hashes.map(({ spkiSha256 }) => spkiSha256),
  );
  if (known.length > 0) throw new PortalError("KEY_REUSED");
  return hashes;
}
