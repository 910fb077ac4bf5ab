import { askKeyRing } from "../keystore/key-session.ts";
import { KeystoreError } from "../keystore/keystore-error.ts";
import type { PickedFile } from "../keystore/open-key-file.ts";
import { MAX_KEY_FILE_BYTES } from "../keystore/opened-key.ts";

/**
 * The key of a file under a new password, as a new file of the same name; nothing is sent anywhere.
 *
 * The old file is not touched: whoever saves the new one elsewhere has both.
 *
 * @throws {KeystoreError} PASSWORD_RULE, PASSWORD_WRONG, KEY_FILE_UNREADABLE or KEY_FILE_NOT_WRITTEN
 */
export async function changePassword(file: File, oldPassword: string, newPassword: string): Promise<PickedFile> {
  if (file.size > MAX_KEY_FILE_BYTES) throw new KeystoreError("KEY_FILE_UNREADABLE", { detail: "TOO_LARGE" });
  const picked = { name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) };
  return askKeyRing("changePassword", { file: picked, oldPassword, newPassword });
}
