import { toHex } from "#pki/bytes.ts";
import { keyIdentifierOf, parseCertificate } from "#pki/certificate.ts";
import { passwordProblems } from "#pki/password-rule.ts";
import type { Anchors } from "#pki/path.ts";
import { openPkcs12, sealPkcs12 } from "#pki/pkcs12.ts";
import { webPrimitives } from "../web-primitives.ts";
import { KeystoreError } from "./keystore-error.ts";
import { openKeyFile, type PickedFile } from "./open-key-file.ts";

export interface PasswordChange {
  readonly file: PickedFile;
  readonly oldPassword: string;
  readonly newPassword: string;
}

/**
 * Writes the one key of a file under a new password, always in the modern form, and opens the outcome before it says so.
 *
 * The file that was handed in stays as it is.
 *
 * @throws {KeystoreError} PASSWORD_RULE, PASSWORD_WRONG, KEY_FILE_UNREADABLE or KEY_FILE_NOT_WRITTEN
 */
export async function changeFilePassword(
  { file, oldPassword, newPassword }: PasswordChange,
  { anchors, now }: { readonly anchors: Anchors; readonly now: Date },
): Promise<PickedFile> {
  if (passwordProblems(newPassword).length > 0) throw new KeystoreError("PASSWORD_RULE");
  const opened = await openKeyFile(file, { password: oldPassword, anchors, now });
  if (opened === "PASSWORD_WRONG") throw new KeystoreError("PASSWORD_WRONG");
  if (typeof opened === "string") throw new KeystoreError("KEY_FILE_UNREADABLE", { detail: opened });

  const bytes = await reseal(file.bytes, oldPassword, newPassword);
  const changed = { name: file.name, bytes };
  const again = await openKeyFile(changed, { password: newPassword, anchors, now });
  if (typeof again === "string") throw new KeystoreError("KEY_FILE_NOT_WRITTEN", { detail: again });
  return changed;
}

async function reseal(bytes: Uint8Array, oldPassword: string, newPassword: string): Promise<Uint8Array> {
  const [entry, another] = await openPkcs12(bytes, oldPassword, { crypto });
  if (!entry || another) throw new KeystoreError("KEY_FILE_UNREADABLE", { detail: "several keys in one file" });
  const { spki } = parseCertificate(entry.certificate);
  const friendlyName = toHex(await keyIdentifierOf(spki, webPrimitives));
  try {
    return await sealPkcs12({ ...entry, password: newPassword, friendlyName }, { crypto });
  } finally {
    entry.privateKey.fill(0);
  }
}
