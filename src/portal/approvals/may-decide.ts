import type { Template } from "#platform/prisma/enums.ts";
import type { Actor } from "#portal/actor.ts";
import { isAuthorityStaff } from "#portal/staff/roles.ts";

/** A senior manager, with the organisation whose requests are theirs to decide. */
export type Manager = Actor & { readonly organisationId: string };

/** What a senior manager's certificate says that they are. */
export const DECIDING = ["FIRST_HEAD", "ADMINISTRATOR"] as const satisfies readonly Template[];

/**
 * Whether this holder may confirm the requests of their organisation's people: the one place that says so.
 *
 * Today that is the first head, and among the authority's own staff an administrator. The worker asks again, of the
 * register, before it issues.
 */
export function mayDecide<A extends Pick<Actor, "template" | "organisationId">>(
  actor: A,
): actor is A & { organisationId: string } {
  return DECIDING.some((template) => template === actor.template) && actor.organisationId !== null;
}

/**
 * Whether the word of such a manager counts on such a person's request: on the authority's own staff an administrator's
 * alone, whoever else is a first head of the authority; on everybody else never an administrator's.
 */
export function speaksFor(manager: Template, applicant: Template): boolean {
  return isAuthorityStaff({ template: applicant }) === (manager === "ADMINISTRATOR");
}
