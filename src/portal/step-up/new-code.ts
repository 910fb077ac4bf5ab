/** The largest multiple of 1,000,000 that three bytes hold. */
const FAIR = 16_000_000;

/** Six digits, each as likely as any other: what three bytes cannot divide evenly is thrown away. */
export function newCode(random: (length: number) => Uint8Array): string {
  for (;;) {
    const [high = 0, middle = 0, low = 0] = random(3);
    const drawn = (high << 16) | (middle << 8) | low;
    if (drawn < FAIR) return String(drawn % 1_000_000).padStart(6, "0");
  }
}
