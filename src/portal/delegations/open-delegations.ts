import { toHex } from "#pki/bytes.ts";
import type { Template } from "#platform/prisma/enums.ts";
import type { Actor } from "#portal/actor.ts";
import { mayDelegate } from "#portal/approvals/may-decide.ts";
import type { Context } from "#portal/context.ts";
import { PortalError } from "#portal/error.ts";
import { fullName } from "#portal/people/full-name.ts";
import { type Standing, standingOf } from "./standing-of.ts";
import { type DelegationRow, findDelegation, listDelegations } from "./store.ts";
import { termOf } from "./term.ts";

/** A right to confirm that was given, as the first head sees it. */
export interface GivenRight {
  readonly id: string;
  readonly iin: string;
  readonly name: string;
  readonly template: Template;
  readonly kinds: readonly Template[];
  /** The beginning of the first day and a moment of the last. */
  readonly from: Date;
  readonly last: Date;
  readonly standing: Standing;
  readonly givenBy: string;
  readonly withdrawn?: { readonly at: Date; readonly by: string };
}

/** Who was given the right to confirm in this first head's organisation, the newest first. @throws {PortalError} FORBIDDEN for anybody else */
export async function openDelegations({ db, clock }: Context, actor: Actor): Promise<readonly GivenRight[]> {
  if (!mayDelegate(actor)) throw new PortalError("FORBIDDEN");
  const rows = await listDelegations(db, actor.organisationId);
  return rows.map((row) => givenRight(row, clock.now()));
}

/**
 * One of them, with the SHA-256 of what was signed, which stands in the document that takes it back.
 *
 * @throws {PortalError} FORBIDDEN for whoever is no first head, NOT_FOUND
 */
export async function openDelegation({ db, clock, primitives }: Context, actor: Actor, id: string) {
  if (!mayDelegate(actor)) throw new PortalError("FORBIDDEN");
  const row = await findDelegation(db, actor.organisationId, id);
  if (!row) throw new PortalError("NOT_FOUND");
  const delegation = toHex(await primitives.digest("SHA-256", new TextEncoder().encode(row.document.text)));
  return { ...givenRight(row, clock.now()), delegation };
}

function givenRight(row: DelegationRow, now: Date): GivenRight {
  const { id, kinds, withdrawnAt, delegate, document, withdrawal } = row;
  const { from, until } = termOf(row);
  return {
    ...{ id, kinds, from, last: new Date(until.getTime() - 1) },
    ...{ iin: delegate.person.iin, name: fullName(delegate.person), template: delegate.template },
    standing: standingOf(row, now),
    givenBy: fullName(document.certificate.holder.person),
    ...(withdrawnAt &&
      withdrawal && { withdrawn: { at: withdrawnAt, by: fullName(withdrawal.certificate.holder.person) } }),
  };
}
