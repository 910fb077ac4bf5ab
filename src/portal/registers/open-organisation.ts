import type { Actor } from "#portal/actor.ts";
import type { Context } from "#portal/context.ts";
import { PortalError } from "#portal/error.ts";
import { fullName } from "#portal/people/full-name.ts";
import { requireMay } from "#portal/staff/roles.ts";
import { RowId } from "./contract.ts";
import { countWaitingOf, findOrganisation } from "./store.ts";

/** Nobody counts further: so many are "more than". */
export const COUNTED_AT_MOST = 10_000;

/**
 * An organisation of the register as the authority's staff sees it: who decides there, and how much waits for them.
 *
 * @throws {PortalError} FORBIDDEN, NOT_FOUND
 */
export async function openOrganisation({ db, clock }: Context, actor: Pick<Actor, "template">, id: string) {
  requireMay(actor, "seeRegisters");
  const organisation = RowId.safeParse(id).success ? await findOrganisation(db, id) : null;
  if (!organisation) throw new PortalError("NOT_FOUND");
  const { name, bin, confirmations, holders } = organisation;
  return {
    ...{ id, name, bin, confirmations },
    heads: holders.map(({ blockedAt, person }) => ({ id: person.id, name: fullName(person), blockedAt })),
    waiting: await countWaitingOf(db, { id, now: clock.now(), most: COUNTED_AT_MOST + 1 }),
  };
}

export type OpenedOrganisation = Awaited<ReturnType<typeof openOrganisation>>;
