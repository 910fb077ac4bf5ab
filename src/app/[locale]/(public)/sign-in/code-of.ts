/** Every refusal of ours carries a code; anything else that is thrown is our fault. */
export function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "INTERNAL";
}
