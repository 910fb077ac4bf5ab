import type { Actor } from "#portal/actor.ts";
import { mayManage } from "#portal/approvals/may-decide.ts";

interface Holding {
  readonly personId: string;
  readonly organisationId: string | null;
}

/**
 * What a person has to do with somebody's certificate: the one place that says who may revoke.
 *
 * OWN in whatever capacity it was given to the person: who has lost the keys of one can still report it with those of
 * another. STAFF for those of the organisation's people, to its senior manager. Null for all others: to them it does not
 * exist.
 */
export function relationTo(
  actor: Pick<Actor, "personId" | "template" | "organisationId">,
  { personId, organisationId }: Holding,
): "OWN" | "STAFF" | null {
  if (personId === actor.personId) return "OWN";
  return mayManage(actor) && organisationId === actor.organisationId ? "STAFF" : null;
}
