import type { Template } from "#platform/prisma/enums.ts";

/** How many operators have to vouch for a person: two for a first head, on whose word a whole organisation gets keys. */
export function wordsNeeded(template: Template): 1 | 2 {
  return template === "INDIVIDUAL" ? 1 : 2;
}
