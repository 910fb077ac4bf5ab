import type { RequestState, Storage, Template, Verdict } from "#platform/prisma/enums.ts";
import type { Actor } from "#portal/actor.ts";
import type { Context } from "#portal/context.ts";
import { PortalError } from "#portal/error.ts";
import { fullName } from "#portal/people/full-name.ts";
import { placeOf } from "#portal/requests/place.ts";
import { stateAt } from "#portal/requests/state-at.ts";
import { pageOf } from "#portal/wire/page-of.ts";
import { type Ageing, ageing } from "./ageing.ts";
import { CHOSEN_AT_MOST, type RequestCursor, type RequestTab } from "./contract.ts";
import { listForOrganisation } from "./list/store.ts";
import { mayDecide } from "./may-decide.ts";

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
  readonly decidedBy?: string;
  /** How long it has waited; of what waits alone. */
  readonly ageing?: Ageing;
}

interface Wanted {
  readonly tab: RequestTab;
  /** For `search`: nothing is found where nothing is asked for. */
  readonly who?: string | undefined;
  readonly cursor: RequestCursor;
  /** Rows at a time. */
  readonly take?: number;
}

export interface ApprovalPage {
  readonly rows: readonly ApprovalRow[];
  /** The places that the pages before and after begin from, where there are such pages. */
  readonly previous?: string;
  readonly next?: string;
}

/**
 * A page of what waits for this senior manager, the oldest first, or of what has become of others in their organisation, the
 * newest first.
 *
 * @throws {PortalError} FORBIDDEN for whoever is no senior manager
 */
export async function listWaiting(
  { db, clock }: Context,
  actor: Actor,
  { tab, who, cursor, take = CHOSEN_AT_MOST }: Wanted,
): Promise<ApprovalPage> {
  if (!mayDecide(actor)) throw new PortalError("FORBIDDEN");
  const now = clock.now();
  // one more than asked for tells whether there is another page
  const window = { cursor, take: take + 1 };
  const found = await listForOrganisation(db, { ...actor, tab, who, now }, window);
  const page = pageOf(found, { cursor, take, placeOf });
  return { ...page, rows: page.rows.map((row) => approvalRow(row, now)) };
}

type Row = Awaited<ReturnType<typeof listForOrganisation>>[number];

function approvalRow({ holder, decisions, ...row }: Row, now: Date): ApprovalRow {
  const { number, storage, submittedAt, expiresAt } = row;
  const decision = decisions.at(-1);
  const state = stateAt(row, now);
  return {
    ...{ number, storage, state, submittedAt, expiresAt },
    iin: holder.person.iin,
    name: fullName(holder.person),
    template: holder.template,
    verdict: decision?.verdict,
    decidedAt: decision?.decidedAt,
    decidedBy: decision && fullName(decision.approver.person),
    ageing: state === "SUBMITTED" ? ageing(submittedAt, now) : undefined,
  };
}
