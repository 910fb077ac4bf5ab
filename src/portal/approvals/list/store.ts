import type { Database, Tx } from "#platform/database.ts";
import { plannedAnew } from "#platform/planned-anew.ts";
import type { RequestState, Template } from "#platform/prisma/enums.ts";
import { findStaffNamed } from "#portal/certificates/search/store.ts";
import { windowFrom } from "#portal/requests/place.ts";
import { parseRequestNumber } from "#portal/requests/request-number.ts";
import type { RequestCursor, RequestTab } from "../contract.ts";

export interface Where {
  readonly organisationId: string;
  /** What a delegate decides on; null for a senior manager, who decides on all. */
  readonly decidesFor: readonly Template[] | null;
  /** The manager's own requests are not theirs to decide. */
  readonly personId: string;
  readonly tab: RequestTab;
  /** For `search`: a number, words of a name, or digits that an IIN ends with. */
  readonly who?: string | undefined;
  readonly now: Date;
}

const PENDING: RequestState[] = ["CONFIRMED", "ISSUING", "ISSUED"];
const ENDED: RequestState[] = ["INSTALLED", "REFUSED", "REJECTED", "CANCELLED", "EXPIRED"];
/** As many people as a search by name begins from. */
const FEW = 1000;

/** The requests of one tab; null where nobody can be meant. */
async function rowsOf(db: Database | Tx, { organisationId, decidesFor, personId, tab, who, now }: Where) {
  const holder = { personId: { not: personId }, ...(decidesFor && { template: { in: [...decidesFor] } }) };
  const theirs = { confirmation: "SENIOR_MANAGER" as const, organisationId, holder };
  // what they have confirmed waits for somebody else
  const byMe = { approverPersonId: personId };
  switch (tab) {
    case "waiting":
      return { ...theirs, state: "SUBMITTED" as const, expiresAt: { gt: now }, decisions: { none: byMe } };
    case "pending": {
      const mineAlready = { state: "SUBMITTED" as const, expiresAt: { gt: now }, decisions: { some: byMe } };
      return { ...theirs, OR: [{ state: { in: PENDING } }, mineAlready] };
    }
    case "processed":
      return { ...theirs, OR: [{ state: { in: ENDED } }, { state: "SUBMITTED" as const, expiresAt: { lte: now } }] };
    case "search": {
      if (who === undefined) return null;
      const number = parseRequestNumber(who);
      if (number !== null) return { ...theirs, number };
      const named = await findStaffNamed(db, { organisationId, who, most: FEW });
      return { ...theirs, holderId: { in: [...named] } };
    }
  }
}

interface Window {
  readonly cursor: RequestCursor;
  readonly take: number;
}

/**
 * Requests of an organisation from a place on, no more than `take`: what waits the longest first, all others the newest
 * first. Those before a place come the other way round.
 */
export async function listForOrganisation(db: Database, asked: Where, { cursor, take }: Window) {
  const window = windowFrom(cursor, asked.tab === "waiting");
  const where = await rowsOf(db, asked);
  if (where === null) return [];
  return plannedAnew(db, (tx: Tx) =>
    tx.keyRequest.findMany({
      where: { AND: [where, window.where] },
      orderBy: window.orderBy,
      include: LISTED,
      take,
    }),
  );
}

const LISTED = {
  holder: { include: { person: true } },
  decisions: { select: { verdict: true, decidedAt: true, approver: { select: { person: true } } } },
} as const;

/** How many there are, counted no further than `most`: from the oldest on, as their index has them, or all would be looked at. */
export async function countForOrganisation(db: Database, asked: Where, most: number): Promise<number> {
  const where = await rowsOf(db, asked);
  if (where === null) return 0;
  const { orderBy } = windowFrom({}, true);
  return plannedAnew(db, (tx) => tx.keyRequest.count({ where, take: most, orderBy }));
}

/** How many wait, counted no further than `most`: every page of a manager asks. */
export async function countWaiting(
  db: Database,
  { organisationId, decidesFor, personId, now, most }: Omit<Where, "tab" | "who"> & { readonly most: number },
): Promise<number> {
  const [row] = await db.$queryRaw<{ count: number }[]>`
    SELECT count(*)::int AS count FROM (
      SELECT FROM key_request r JOIN holder h ON h.id = r.holder_id
      WHERE r.organisation_id = ${organisationId}::uuid AND r.state = 'SUBMITTED' AND r.confirmation = 'SENIOR_MANAGER'
        AND r.expires_at > ${now} AND h.person_id <> ${personId}::uuid
        AND (${decidesFor}::text[] IS NULL OR h.template::text = ANY (${decidesFor}::text[]))
        AND NOT EXISTS (SELECT FROM decision d WHERE d.request_id = r.id AND d.approver_person_id = ${personId}::uuid)
      LIMIT ${most}) AS waiting`;
  return row?.count ?? 0;
}
