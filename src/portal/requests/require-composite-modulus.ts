import { checkPrime } from "node:crypto";
import { promisify } from "node:util";
import { PkiError } from "#pki/error.ts";
import { readPublicKey } from "#pki/public-key.ts";

const isPrime = promisify<Uint8Array, boolean>(checkPrime);

/**
 * Refuses a new RSA key whose modulus is itself a prime, so that everybody can work out its private half.
 *
 * It takes 2.4 ms of a thread beside the event loop, fifty times what all else about a modulus costs. Therefore it is no part of
 * `requireAllowedKey`, and only filing a request asks it: whoever slips such a key past this harms its holder alone.
 *
 * @throws {PkiError} KEY_REFUSED
 */
export async function requireCompositeModulus(spki: Uint8Array): Promise<void> {
  const key = readPublicKey(spki);
  if (key.type === "RSA" && (await isPrime(key.modulus))) {
    throw new PkiError("KEY_REFUSED", "a modulus that is itself a prime");
  }
}
