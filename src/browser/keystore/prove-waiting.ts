import { passwordProblems } from "#pki/password-rule.ts";
import { importPassword } from "#pki/pbes2.ts";
import { parseDocument } from "#pki/signed-document.ts";
import { KeystoreError } from "./keystore-error.ts";
import { ALGORITHM_OF } from "./new-keys.ts";
import { signWith } from "./private-key.ts";
import type { WaitingPair } from "./waiting-file.ts";

/**
 * Signs with the waiting key for signing in that it is here, as a text of our own says it.
 *
 * Signs nothing else: the certificate that this key will have opens its person's account.
 *
 * @throws {PkiError} DOCUMENT_MALFORMED
 * @throws {KeystoreError} KEY_PURPOSE or WAITING_KEYS_DIFFER
 */
export async function proveWaiting({ number, keys, keyAlgorithm }: WaitingPair, text: string): Promise<Uint8Array> {
  const { purpose, fields } = parseDocument(text);
  if (purpose !== "possession") throw new KeystoreError("KEY_PURPOSE");
  if (fields.get("number") !== number) throw new KeystoreError("WAITING_KEYS_DIFFER");
  const key = { key: keys.AUTH, algorithm: ALGORITHM_OF[keyAlgorithm] };
  return signWith(key, new TextEncoder().encode(text));
}

/** A new password for PBKDF2. @throws {KeystoreError} PASSWORD_RULE */
export async function newPassword(password: string): Promise<CryptoKey> {
  if (passwordProblems(password).length > 0) throw new KeystoreError("PASSWORD_RULE");
  return importPassword(password, crypto);
}
