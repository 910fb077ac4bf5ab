/** Of an identifier on paper only the last four digits are told. */
export function maskedIin(iin: string): string {
  return `${"•".repeat(iin.length - 4)}${iin.slice(-4)}`;
}
