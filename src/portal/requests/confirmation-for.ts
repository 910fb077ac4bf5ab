import type { Template } from "#platform/prisma/enums.ts";

/** Who has to say yes to a request: for employees the senior manager; nobody stands above individuals and first heads. */
export function confirmationFor(template: Template): "SENIOR_MANAGER" | "NOT_NEEDED" {
  return template === "INDIVIDUAL" || template === "FIRST_HEAD" ? "NOT_NEEDED" : "SENIOR_MANAGER";
}
