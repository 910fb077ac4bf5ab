import { handleOf } from "../keystore/file-handles.ts";
import { askKeyRing } from "../keystore/key-session.ts";
import type { PickedFile } from "../keystore/open-key-file.ts";
import type { OpenedKey, OpenOutcome } from "../keystore/opened-key.ts";
import { keyFilesAmong, readKeyFile } from "../keystore/read-key-file.ts";
import { replaceFile } from "../keystore/replace-file.ts";

/** A key file under its new password. It is nowhere but here until it is saved. */
export interface ChangedFile extends PickedFile {
  /** The one key inside. */
  readonly purpose: OpenedKey["purpose"];
  /**
   * Puts it in the place of the old file; left out where the browser can't write there.
   *
   * @throws {KeystoreError} FILE_CHANGED or FILE_NOT_REPLACED: then the old file is there as it was
   */
  readonly replace?: () => Promise<void>;
}

/** Opened key files that wait for their new password. */
export interface PasswordChangeBegun {
  readonly keys: readonly OpenedKey[];
  readonly isOldPassword: (password: string) => boolean;
  /**
   * Writes all of them anew, one after the other; each was opened again before it is given.
   *
   * @param onProgress told the place of the file that is being written, from 1
   * @throws {KeystoreError} PASSWORD_RULE, PASSWORD_SAME, KEY_FILE_HOLDS_MORE or KEY_FILE_NOT_WRITTEN
   */
  readonly finish: (newPassword: string, onProgress?: (place: number) => void) => Promise<readonly ChangedFile[]>;
}

interface OpenedFile {
  readonly chosen: File;
  readonly picked: PickedFile;
  readonly keys: readonly OpenedKey[];
}

/**
 * Opens the chosen key files with the password that they have, for it to be changed. Nothing is sent anywhere.
 *
 * Either all of them open, or it says which do not.
 *
 * @throws {KeystoreError} KEYSTORE_FAILED
 */
export async function beginPasswordChange(
  chosen: readonly File[],
  oldPassword: string,
): Promise<PasswordChangeBegun | Pick<OpenOutcome, "problems">> {
  const opened: OpenedFile[] = [];
  const problems: OpenOutcome["problems"][number][] = [];
  for (const file of keyFilesAmong(chosen)) {
    const outcome = await openFile(file, oldPassword);
    if (typeof outcome === "string") problems.push({ fileName: file.name, problem: outcome });
    else opened.push(outcome);
  }
  if (problems.length > 0) return { problems };

  return {
    keys: opened.flatMap(({ keys }) => keys),
    isOldPassword: (password) => password === oldPassword,
    async finish(newPassword, onProgress) {
      const changed: ChangedFile[] = [];
      for (const [index, file] of opened.entries()) {
        onProgress?.(index + 1);
        changed.push(await change(file, oldPassword, newPassword));
      }
      return changed;
    },
  };
}

async function openFile(chosen: File, password: string) {
  const picked = await readKeyFile(chosen);
  if (typeof picked === "string") return picked;
  const keys = await askKeyRing("look", { file: picked, password });
  return typeof keys === "string" ? keys : { chosen, picked, keys };
}

async function change(
  { chosen, picked, keys: [key] }: OpenedFile,
  oldPassword: string,
  newPassword: string,
): Promise<ChangedFile> {
  const changed = await askKeyRing("changePassword", { file: picked, oldPassword, newPassword });
  const handle = handleOf(chosen);
  const purpose = key?.purpose ?? "NEITHER";
  return { ...changed, purpose, ...(handle && { replace: () => replaceFile(handle, picked.bytes, changed.bytes) }) };
}
