import type { Actor } from "#portal/actor.ts";
import type { Context } from "#portal/context.ts";
import { PortalError } from "#portal/error.ts";
import { requireMay } from "#portal/staff/roles.ts";
import { filterQuery } from "#portal/wire/filter.ts";
import { QueueFilter, type SaveView } from "./contract.ts";
import { dropView, keepView, listViews } from "./store.ts";

/** Nobody finds their way among more. */
export const MOST_VIEWS = 20;

export interface View {
  readonly id: string;
  readonly name: string;
  /** What stands behind the `?` of the queue's address. */
  readonly query: string;
}

/** @throws {PortalError} FORBIDDEN */
export async function ownViews({ db }: Context, actor: Actor): Promise<readonly View[]> {
  requireMay(actor, "seeRequests");
  return (await listViews(db, actor.holderId)).map(({ id, name, query }) => ({ id, name, query }));
}

/**
 * Keeps a filter of the queue under a name; the same name again is that view anew. Only what the queue can read is kept.
 *
 * @throws {PortalError} FORBIDDEN; TOO_MANY_VIEWS when another one would be the twenty-first
 */
export async function saveView({ db }: Context, actor: Actor, { name, query }: SaveView): Promise<void> {
  requireMay(actor, "seeRequests");
  const views = await listViews(db, actor.holderId);
  if (views.length >= MOST_VIEWS && !views.some((view) => view.name === name)) throw new PortalError("TOO_MANY_VIEWS");
  const filter = QueueFilter.parse(Object.fromEntries(new URLSearchParams(query)));
  await keepView(db, { holderId: actor.holderId, name, query: filterQuery(filter).toString() });
}

/** @throws {PortalError} FORBIDDEN; NOT_FOUND for what is not this person's, as for what is not there */
export async function removeView({ db }: Context, actor: Actor, id: string): Promise<void> {
  requireMay(actor, "seeRequests");
  if (!(await dropView(db, actor.holderId, id))) throw new PortalError("NOT_FOUND");
}
