/** Every way in which an act with a key can fail on the person's own side. The codes are stable. */
export type KeystoreErrorCode =
  /** The key was forgotten, or never opened in this visit. */
  | "KEY_NOT_OPEN"
  /** A sign-in with a signing key, or a document with the key for signing in. */
  | "KEY_PURPOSE"
  | "PASSWORD_WRONG"
  /** The new password is against the rule. */
  | "PASSWORD_RULE"
  /** The new password is the old one. */
  | "PASSWORD_SAME"
  /** Not a file in which we left waiting keys. */
  | "WAITING_FILE_MALFORMED"
  /** The waiting keys are those of another request. */
  | "WAITING_KEYS_DIFFER"
  /** A certificate came that is not for the waiting key, or not from us: nothing is written. */
  | "CERTIFICATE_DIFFERS"
  /** Not a key file that can be opened; see the problem of opening it. */
  | "KEY_FILE_UNREADABLE"
  /** Several keys, or things that we do not read: they would be lost, so nothing is written. */
  | "KEY_FILE_HOLDS_MORE"
  /** The new file did not open again: nothing is handed out. */
  | "KEY_FILE_NOT_WRITTEN"
  | "SAVING_CANCELLED"
  /** The file on the disk is no longer the one that was opened: it is left as it is. */
  | "FILE_CHANGED"
  /** The file could not be written over: it still is the old one. */
  | "FILE_NOT_REPLACED"
  /** The browser forbids what key work needs, or our own code failed. */
  | "KEYSTORE_FAILED";

/** An act with a key was not done, and nothing has changed. */
export class KeystoreError extends Error {
  readonly code: KeystoreErrorCode;

  constructor(code: KeystoreErrorCode, options?: ErrorOptions & { detail?: string }) {
    super(options?.detail ? `${code}: ${options.detail}` : code, options);
    this.name = "KeystoreError";
    this.code = code;
  }
}
