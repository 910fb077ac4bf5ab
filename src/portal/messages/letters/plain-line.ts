const MAX = 300;

/**
 * Text from outside as one line of a letter: without control characters, line ends, and the marks that turn the direction of
 * what follows, and no longer than anybody reads.
 */
export function plainLine(text: string): string {
  const line = text
    .toWellFormed()
    .normalize("NFC")
    .replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\s]+/gu, " ")
    .trim();
  return line.length <= MAX ? line : `${line.slice(0, MAX).toWellFormed()}…`;
}
