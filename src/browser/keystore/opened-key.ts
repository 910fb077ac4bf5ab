/** A key that was opened in this visit, as it is shown. Its private half is in the key worker alone. */
export interface OpenedKey {
  /** Lower-case hexadecimal SHA-256 of the certificate: the same file opened twice is one key. */
  readonly id: string;
  readonly fileName: string;
  readonly purpose: "SIGN_IN" | "SIGNING" | "NEITHER";
  readonly commonName: string;
  readonly iin?: string | undefined;
  readonly bin?: string | undefined;
  readonly organisation?: string | undefined;
  /** Lower-case hexadecimal. */
  readonly serial: string;
  /** ISO 8601, UTC. */
  readonly notBefore: string;
  readonly notAfter: string;
  /** By this computer's clock; the server goes by its own. */
  readonly validity: "VALID" | "EXPIRED" | "NOT_YET_VALID";
  readonly issuer: "OURS" | "UNKNOWN";
}

/** Why a file was not opened. */
export type KeyFileProblem =
  | "EMPTY"
  | "TOO_LARGE"
  /** The browser can't read it: it was moved, removed or forbidden after it was chosen. */
  | "UNREADABLE"
  | "NOT_A_KEY_FILE"
  | "PASSWORD_WRONG"
  | "NO_KEY_INSIDE"
  | "GOST_NOT_YET"
  | "TOO_COSTLY";

/** What came of opening several files with one password. */
export interface OpenOutcome {
  readonly keys: readonly OpenedKey[];
  readonly problems: readonly { readonly fileName: string; readonly problem: KeyFileProblem }[];
}

/** 1 MiB; a key file has a few kilobytes. */
export const MAX_KEY_FILE_BYTES = 1_048_576;
