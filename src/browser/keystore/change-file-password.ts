import { equalBytes } from "#pki/bytes.ts";
import { PkiError } from "#pki/error.ts";
import { passwordProblems } from "#pki/password-rule.ts";
import { openBags } from "#pki/pkcs12.ts";
import type { Bag } from "#pki/pkcs12-bags.ts";
import { sealBags } from "#pki/pkcs12-seal.ts";
import { KeystoreError } from "./keystore-error.ts";
import type { PickedFile } from "./open-key-file.ts";

export interface PasswordChange {
  readonly file: PickedFile;
  readonly oldPassword: string;
  readonly newPassword: string;
}

/**
 * Writes what a key file holds under a new password, always in the modern form, and opens the outcome before it says so.
 *
 * Key, certificates and all that is said about them stay as they are, and so does the file that was handed in.
 *
 * @throws {KeystoreError} PASSWORD_RULE, PASSWORD_SAME, PASSWORD_WRONG, KEY_FILE_UNREADABLE, KEY_FILE_HOLDS_MORE or
 *   KEY_FILE_NOT_WRITTEN
 */
export async function changeFilePassword({ file, oldPassword, newPassword }: PasswordChange): Promise<PickedFile> {
  if (passwordProblems(newPassword).length > 0) throw new KeystoreError("PASSWORD_RULE");
  if (newPassword === oldPassword) throw new KeystoreError("PASSWORD_SAME");
  const bags = await openFile(file.bytes, oldPassword);
  try {
    requireOneKey(bags);
    const bytes = await sealBags(
      { certificates: ofKind(bags, "CERTIFICATE"), keys: ofKind(bags, "KEY") },
      newPassword,
      {
        crypto,
      },
    );
    await requireSame(bags, bytes, newPassword);
    return { name: file.name, bytes };
  } finally {
    forget(bags);
  }
}

/** From a copy, since a key that was not encrypted lies in the bytes themselves, and is overwritten in the end. */
async function openFile(bytes: Uint8Array, password: string): Promise<readonly Bag[]> {
  try {
    return await openBags(bytes.slice(), password, { crypto });
  } catch (cause) {
    if (!(cause instanceof PkiError) && !(cause instanceof DOMException)) throw cause;
    const wrong = cause instanceof PkiError && cause.code === "PASSWORD_WRONG";
    throw new KeystoreError(wrong ? "PASSWORD_WRONG" : "KEY_FILE_UNREADABLE", { cause });
  }
}

function requireOneKey(bags: readonly Bag[]): void {
  const keys = ofKind(bags, "KEY").length;
  if (keys === 0) throw new KeystoreError("KEY_FILE_UNREADABLE", { detail: "no key" });
  if (keys > 1 || ofKind(bags, "OTHER").length > 0) throw new KeystoreError("KEY_FILE_HOLDS_MORE");
}

/** Nothing of the old file may be missing from the new one, or be another thing there. */
async function requireSame(bags: readonly Bag[], written: Uint8Array, password: string): Promise<void> {
  const again = await openFile(written, password).catch((cause) => {
    throw new KeystoreError("KEY_FILE_NOT_WRITTEN", { cause });
  });
  try {
    const same = (["KEY", "CERTIFICATE"] as const).every((kind) => {
      const [before, after] = [ofKind(bags, kind), ofKind(again, kind)];
      return before.length === after.length && before.every((bag, place) => equalBags(bag, after[place]));
    });
    if (!same) throw new KeystoreError("KEY_FILE_NOT_WRITTEN", { detail: "another content" });
  } finally {
    forget(again);
  }
}

const NONE = new Uint8Array();
const equalBags = (one: Bag, other: Bag | undefined) =>
  other !== undefined &&
  equalBytes(one.bytes, other.bytes) &&
  equalBytes(one.attributes ?? NONE, other.attributes ?? NONE);

const ofKind = (bags: readonly Bag[], kind: Bag["kind"]) => bags.filter((bag) => bag.kind === kind);

function forget(bags: readonly Bag[]): void {
  for (const { bytes } of ofKind(bags, "KEY")) bytes.fill(0);
}
