import { PkiError } from "./error.ts";

/** The first line of everything that this product lets a person sign, so that no other document can pass for one of ours. */
export const FIRST_LINE = "TANBA-SIGN/1";

/**
 * The text of a document to sign: the first line, the purpose, then `key: value` lines sorted by key, each ended by LF.
 *
 * Values are put into Unicode form NFC. A field that is undefined has no line.
 *
 * @throws {PkiError} DOCUMENT_MALFORMED for a key that is no lower-case word, or a value that is empty, padded or holds
 *   control characters, or a field `purpose`: such a text could be shown as something else than it is
 */
export function documentText(purpose: string, fields: Readonly<Record<string, string | undefined>>): string {
  const lines = Object.entries(fields)
    .flatMap(([key, value]) => (value === undefined ? [] : [line(requireField(key), value)]))
    .toSorted();
  return [FIRST_LINE, line("purpose", purpose), ...lines, ""].join("\n");
}

/** A second purpose would leave it to the reader which of them is meant. */
function requireField(key: string): string {
  if (key === "purpose") throw new PkiError("DOCUMENT_MALFORMED", "a second purpose");
  return key;
}

function line(key: string, value: string): string {
  const text = value.normalize("NFC");
  if (!/^[a-z][a-z0-9-]*$/.test(key)) throw new PkiError("DOCUMENT_MALFORMED", `the key ${JSON.stringify(key)}`);
  if (text === "" || text !== text.trim() || HIDDEN.test(text)) {
    throw new PkiError("DOCUMENT_MALFORMED", `the value of ${key}`);
  }
  return `${key}: ${text}`;
}

/** Control characters, line separators, and marks that turn the direction of a text or have no width. */
const HIDDEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u;

/**
 * The purpose and the fields of a text that `documentText` made, for showing it again.
 *
 * @throws {PkiError} DOCUMENT_MALFORMED for every other text, one that differs only in order, spaces or form among them
 */
export function parseDocument(text: string): { purpose: string; fields: ReadonlyMap<string, string> } {
  const [, ...lines] = text.split("\n").slice(0, -1);
  const [purpose, ...fields] = lines.map((entry): [string, string] => {
    const at = entry.indexOf(": ");
    return [entry.slice(0, at), entry.slice(at + 2)];
  });
  if (!purpose || documentText(purpose[1], Object.fromEntries(fields)) !== text) {
    throw new PkiError("DOCUMENT_MALFORMED", "not one of our documents");
  }
  return { purpose: purpose[1], fields: new Map(fields) };
}
