const LINE_END = "\r\n";

/** So that a spreadsheet reads Kazakh letters as what they are. */
export const CSV_BEGIN = "\uFEFF";

/**
 * Rows as comma-separated values, every cell in quotes.
 *
 * A spreadsheet would run a cell that begins like a formula: such a cell gets an apostrophe in front, which it takes for
 * "this is text". What is not to be seen but could stand before a formula, or end a line, becomes a space.
 *
 * @see RFC 4180 section 2
 */
export function csvRows(rows: readonly (readonly string[])[]): string {
  return rows.map((row) => row.map(cell).join(",") + LINE_END).join("");
}

function cell(text: string): string {
  const visible = text.replaceAll(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, " ");
  const harmless = /^\s*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20]/u.test(visible) ? `'${visible}` : visible;
  return `"${harmless.replaceAll('"', '""')}"`;
}
