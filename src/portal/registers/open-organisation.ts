import type { Actor } from "#portal/actor.ts";
import type { Context } from "#portal/context.ts";
import { standingOf } from "#portal/delegations/standing-of.ts";
import { type DelegationRow, listDelegations } from "#portal/delegations/store.ts";
import { termOf } from "#portal/delegations/term.ts";
import { PortalError } from "#portal/error.ts";
import { fullName } from "#portal/people/full-name.ts";
import { requireMay } from "#portal/staff/roles.ts";
import { RowId } from "./contract.ts";
import { countWaitingOf, findOrganisation } from "./store.ts";

/** Nobody counts further: so many are "more than". */
export const COUNTED_AT_MOST = 10_000;

/**
 * An organisation of the register as the authority's staff sees it: who decides there or may do so in their place, now or
 * later, and how much waits for them.
 *
 * @throws {PortalError} FORBIDDEN, NOT_FOUND
 */
export async function openOrganisation({ db, clock }: Context, actor: Pick<Actor, "template">, id: string) {
  requireMay(actor, "seeRegisters");
  const organisation = RowId.safeParse(id).success ? await findOrganisation(db, id) : null;
  if (!organisation) throw new PortalError("NOT_FOUND");
  const { name, bin, confirmations, holders } = organisation;
  const now = clock.now();
  const given = (await listDelegations(db, id)).filter((row) => ["FUTURE", "IN_FORCE"].includes(standingOf(row, now)));
  return {
    ...{ id, name, bin, confirmations },
    heads: holders.map(({ blockedAt, person }) => ({ id: person.id, name: fullName(person), blockedAt })),
    delegates: given.map(delegate),
    waiting: await countWaitingOf(db, { id, now, most: COUNTED_AT_MOST + 1 }),
  };
}

function delegate(row: DelegationRow) {
  const { from, until } = termOf(row);
  const { person } = row.delegate;
  return { right: row.id, id: person.id, name: fullName(person), from, last: new Date(until.getTime() - 1) };
}

export type OpenedOrganisation = Awaited<ReturnType<typeof openOrganisation>>;
