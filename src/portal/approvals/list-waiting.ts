import type { RequestState, Storage, Template, Verdict } from "#platform/prisma/enums.ts";
import type { Actor } from "#portal/actor.ts";
import type { Context } from "#portal/context.ts";
import { PortalError } from "#portal/error.ts";
import { fullName } from "#portal/people/full-name.ts";
import { mayDecide } from "./may-decide.ts";
import { listForOrganisation } from "./store.ts";

export const ROWS_PER_PAGE = 20;

/** One line of the senior manager's list. */
export interface ApprovalRow {
  readonly number: string;
  readonly iin: string;
  readonly name: string;
  readonly template: Template;
  readonly storage: Storage;
  readonly state: RequestState;
  readonly submittedAt: Date;
  readonly expiresAt: Date;
  readonly verdict?: Verdict;
  readonly decidedAt?: Date;
}

interface Wanted {
  readonly tab: "waiting" | "decided";
  /** From 1. */
  readonly page: number;
}

/** @throws {PortalError} FORBIDDEN for whoever is no senior manager */
export async function listWaiting(
  { db, clock }: Context,
  actor: Actor,
  { tab, page }: Wanted,
): Promise<{ rows: readonly ApprovalRow[]; total: number }> {
  if (!mayDecide(actor)) throw new PortalError("FORBIDDEN");
  const { organisationId, personId } = actor;
  const window = { skip: (page - 1) * ROWS_PER_PAGE, take: ROWS_PER_PAGE };
  const { rows, total } = await listForOrganisation(db, { organisationId, personId, tab, now: clock.now() }, window);
  return { total, rows: rows.map(approvalRow) };
}

type Row = Awaited<ReturnType<typeof listForOrganisation>>["rows"][number];

function approvalRow({ number, holder, storage, state, submittedAt, expiresAt, decisions }: Row): ApprovalRow {
  const decision = decisions.at(-1);
  return {
    ...{ number, storage, state, submittedAt, expiresAt },
    iin: holder.person.iin,
    name: fullName(holder.person),
    template: holder.template,
    verdict: decision?.verdict,
    decidedAt: decision?.decidedAt,
  };
}
