import type { Template } from "#platform/prisma/enums.ts";
import type { Actor } from "#portal/actor.ts";
import { isAuthorityStaff } from "#portal/staff/roles.ts";

/** A senior manager, with the organisation whose people are theirs to answer for. */
export type Manager = Actor & { readonly organisationId: string };

/** What a senior manager's certificate says that they are. */
export const DECIDING = ["FIRST_HEAD", "ADMINISTRATOR"] as const satisfies readonly Template[];

type Someone = Pick<Actor, "template" | "organisationId">;

/**
 * Whether this holder answers for the organisation's people: the first head, and among the authority's own staff an
 * administrator. To them alone belong the keys of all of them, and what is set for the organisation.
 */
export function mayManage<A extends Someone>(actor: A): actor is A & { organisationId: string } {
  return DECIDING.some((template) => template === actor.template) && actor.organisationId !== null;
}

/**
 * Whether this holder may confirm requests of their organisation's people: a senior manager, or whom a first head has given
 * the right for now. The worker asks again, of the register, before it issues.
 */
export function mayDecide<A extends Someone & Pick<Actor, "decidesFor">>(
  actor: A,
): actor is A & { organisationId: string } {
  return mayManage(actor) || (actor.decidesFor !== null && actor.organisationId !== null);
}

/** Whether this holder may give others the right to confirm: a delegate may not, nor an administrator. */
export function mayDelegate<A extends Someone>(actor: A): actor is A & { organisationId: string } {
  return mayManage(actor) && actor.template === "FIRST_HEAD";
}

/**
 * Whether the word of such a manager counts on such a person's request: on the authority's own staff an administrator's
 * alone, whoever else is a first head of the authority; on everybody else never an administrator's.
 */
export function speaksFor(manager: Template, applicant: Template): boolean {
  return isAuthorityStaff({ template: applicant }) === (manager === "ADMINISTRATOR");
}
