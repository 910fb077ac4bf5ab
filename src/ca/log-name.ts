import type { NoteKey } from "#pki/checkpoint.ts";
import { PkiError } from "#pki/error.ts";

/** What the log is called that goes on after so many before it were given up. @param name of the first */
export function originAfter(name: string, givenUp: number): string {
  return givenUp === 0 ? name : `${name}/${givenUp + 1}`;
}

/**
 * The key by the name that it signs this log with.
 *
 * @param key by the name of the first log
 * @throws {PkiError} SIGNATURE_INVALID for the log of somebody else
 */
export function keyOfLog(key: NoteKey, origin: string): NoteKey {
  const after = origin.startsWith(`${key.name}/`) ? origin.slice(key.name.length + 1) : "";
  if (origin !== key.name && !/^([2-9]|[1-9]\d{1,5})$/.test(after)) {
    throw new PkiError("SIGNATURE_INVALID", `${origin} is no log of ${key.name}`);
  }
  return { ...key, name: origin };
}
