import type { Database, Tx } from "#platform/database.ts";
import { plannedAnew } from "#platform/planned-anew.ts";
import type { Verdict } from "#platform/prisma/enums.ts";
import { PortalError } from "#portal/error.ts";
import { brokenConstraint } from "#portal/requests/broken-constraint.ts";
import type { RequestCursor } from "./contract.ts";

const APPLICANT = { holder: { include: { person: true, organisation: true } } } as const;

interface Where {
  readonly organisationId: string;
  /** The manager's own requests are not theirs to decide. */
  readonly personId: string;
  readonly tab: "waiting" | "decided";
  readonly now: Date;
}

const inOrganisation = ({ organisationId, personId, tab, now }: Where) => ({
  confirmation: "SENIOR_MANAGER" as const,
  organisationId,
  holder: { personId: { not: personId } },
  ...(tab === "waiting"
    ? // what they have confirmed waits for somebody else
      { state: "SUBMITTED" as const, expiresAt: { gt: now }, decisions: { none: { approverPersonId: personId } } }
    : { decisions: { some: {} } }),
});

interface Window {
  readonly cursor: RequestCursor;
  readonly take: number;
}

/**
 * Requests of an organisation from a place on, no more than `take`: what waits the longest first, what was decided the
 * newest first. Those before a place come the other way round.
 */
export async function listForOrganisation(db: Database, where: Where, { cursor: { after, before }, take }: Window) {
  const upwards = (where.tab === "waiting") === (before === undefined);
  const place = before ?? after;
  const question = (tx: Tx) =>
    tx.keyRequest.findMany({
      where: { ...inOrganisation(where), ...(place !== undefined && beyond(place, upwards)) },
      orderBy: upwards ? UPWARDS : DOWNWARDS,
      include: { ...APPLICANT, decisions: { select: { verdict: true, decidedAt: true } } },
      take,
    });
  return plannedAnew(db, question);
}

const UPWARDS = [{ submittedAt: "asc" as const }, { number: "asc" as const }];
const DOWNWARDS = [{ submittedAt: "desc" as const }, { number: "desc" as const }];

function beyond(place: string, upwards: boolean) {
  const [ms = "0", number = ""] = place.split(".");
  const submittedAt = new Date(Number(ms));
  const past = <Value>(value: Value) => (upwards ? { gt: value } : { lt: value });
  // the first condition says nothing new, but an index can begin there
  const from = upwards ? { gte: submittedAt } : { lte: submittedAt };
  return {
    AND: [{ submittedAt: from }, { OR: [{ submittedAt: past(submittedAt) }, { submittedAt, number: past(number) }] }],
  };
}

/** How many wait, counted no further than `most`. */
export async function countWaiting(
  db: Database,
  { organisationId, personId, now, most }: Omit<Where, "tab"> & { readonly most: number },
): Promise<number> {
  // in no order: put in order, all of them would be looked at
  const [row] = await db.$queryRaw<{ count: number }[]>`
    SELECT count(*)::int AS count FROM (
      SELECT FROM key_request r JOIN holder h ON h.id = r.holder_id
      WHERE r.organisation_id = ${organisationId}::uuid AND r.state = 'SUBMITTED' AND r.confirmation = 'SENIOR_MANAGER'
        AND r.expires_at > ${now} AND h.person_id <> ${personId}::uuid
        AND NOT EXISTS (SELECT FROM decision d WHERE d.request_id = r.id AND d.approver_person_id = ${personId}::uuid)
      LIMIT ${most}) AS waiting`;
  return row?.count ?? 0;
}

/** A request of this organisation that needs a senior manager; null for another's as for one that is not. */
export async function findForDecision(db: Database, organisationId: string, number: string) {
  return (await findSeveralForDecision(db, organisationId, [number])).at(0) ?? null;
}

/** The same for several, in no order. */
export async function findSeveralForDecision(db: Database, organisationId: string, numbers: readonly string[]) {
  return db.keyRequest.findMany({
    where: { number: { in: [...numbers] }, confirmation: "SENIOR_MANAGER", holder: { organisationId } },
    include: {
      ...APPLICANT,
      document: { select: { text: true } },
      replaces: { select: { der: true, storage: true, spkiSha256: true } },
      decisions: {
        orderBy: { decidedAt: "asc" },
        select: { verdict: true, reason: true, decidedAt: true, approver: { select: { person: true } } },
      },
    },
  });
}

interface Word {
  readonly requestId: string;
  readonly revision: number;
  readonly verdict: Verdict;
  readonly reason: string | null;
  readonly approverHolderId: string;
  readonly documentId: string;
  readonly decidedAt: Date;
}

/**
 * Writes the decision down, and moves the request on when it is refused or as many persons as are needed have confirmed it:
 * both or neither, and one word a person.
 *
 * In the same statement the register is asked again whether the request still waits and whether the manager still is one
 * whose certificate is in force.
 *
 * @returns how many confirmations are still to come
 * @throws {PortalError} REQUEST_NOT_WAITING, REQUEST_CHANGED or FORBIDDEN
 */
export async function decideOnce(tx: Tx, word: Word, certificateId: string): Promise<number> {
  const needed = await lockWaiting(tx, word, certificateId);
  const { requestId, revision, verdict, decidedAt } = word;
  await tx.decision.create({ data: word }).catch((error: unknown) => {
    throw brokenConstraint(error) ? new PortalError("REQUEST_NOT_WAITING", { cause: error }) : error;
  });
  const confirmed = verdict === "CONFIRM";
  const missing = confirmed ? needed - (await tx.decision.count({ where: { requestId, revision, verdict } })) : 0;
  if (missing > 0) return missing;
  await tx.keyRequest.update({
    where: { id: requestId },
    data: {
      state: confirmed ? "CONFIRMED" : "REFUSED",
      changedAt: decidedAt,
      ...(confirmed && { confirmedAt: decidedAt }),
    },
  });
  return 0;
}

async function lockWaiting(
  tx: Tx,
  { requestId, revision, approverHolderId, decidedAt }: Word,
  certificateId: string,
): Promise<number> {
  const [row] = await tx.$queryRaw<{ waits: boolean; sameRevision: boolean; needed: number; mayDecide: boolean }[]>`
    SELECT r.confirmations_needed AS needed, r.state = 'SUBMITTED' AND r.expires_at > ${decidedAt} AS waits, r.revision = ${revision} AS "sameRevision",
      EXISTS (
        SELECT FROM holder m JOIN certificate c ON c.holder_id = m.id
        WHERE m.id = ${approverHolderId}::uuid AND c.id = ${certificateId}::uuid
          AND m.organisation_id = h.organisation_id AND m.person_id <> h.person_id AND m.blocked_at IS NULL
          AND c.revoked_at IS NULL AND c.not_before <= ${decidedAt} AND c.not_after >= ${decidedAt}
      ) AS "mayDecide"
    FROM key_request r JOIN holder h ON h.id = r.holder_id
    WHERE r.id = ${requestId}::uuid FOR UPDATE OF r`;
  if (!row?.waits) throw new PortalError("REQUEST_NOT_WAITING");
  if (!row.sameRevision) throw new PortalError("REQUEST_CHANGED");
  if (!row.mayDecide) throw new PortalError("FORBIDDEN");
  return row.needed;
}
