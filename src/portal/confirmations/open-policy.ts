import type { Actor } from "#portal/actor.ts";
import { mayManage } from "#portal/approvals/may-decide.ts";
import type { Context } from "#portal/context.ts";
import { PortalError } from "#portal/error.ts";
import { countManagers, readPolicy } from "./store.ts";

export interface ConfirmationPolicy {
  readonly confirmations: number;
  /** How many could confirm now: no more than so many may be asked for. */
  readonly managers: number;
  /** What was signed last and is not in force yet, or was refused. */
  readonly last?: { readonly confirmations: number; readonly state: "PENDING" | "REFUSED" };
}

/** How many have to confirm in this senior manager's organisation. @throws {PortalError} FORBIDDEN for anybody else */
export async function openPolicy({ db, clock }: Context, actor: Actor): Promise<ConfirmationPolicy> {
  if (!mayManage(actor)) throw new PortalError("FORBIDDEN");
  const { confirmations, last } = await readPolicy(db, actor.organisationId);
  const state = last?.refusedFor != null ? "REFUSED" : last?.doneAt === null ? "PENDING" : undefined;
  return {
    confirmations,
    managers: await countManagers(db, actor.organisationId, clock.now()),
    ...(last && state && { last: { confirmations: last.confirmations, state } }),
  };
}
