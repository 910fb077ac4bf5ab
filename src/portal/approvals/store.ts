import type { Database, Tx } from "#platform/database.ts";
import type { Verdict } from "#platform/prisma/enums.ts";
import { PortalError } from "#portal/error.ts";
import { brokenConstraint } from "#portal/requests/broken-constraint.ts";

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
  ...(tab === "waiting" ? { state: "SUBMITTED" as const, expiresAt: { gt: now } } : { decisions: { some: {} } }),
});

/** One page of the requests of an organisation: what waits the longest first, what was decided last first. */
export async function listForOrganisation(db: Database, where: Where, { skip, take }: { skip: number; take: number }) {
  const filter = inOrganisation(where);
  const [rows, total] = await Promise.all([
    db.keyRequest.findMany({
      where: filter,
      orderBy: [{ submittedAt: where.tab === "waiting" ? "asc" : "desc" }, { number: "asc" }],
      skip,
      take,
      include: { ...APPLICANT, decisions: { select: { verdict: true, decidedAt: true } } },
    }),
    db.keyRequest.count({ where: filter }),
  ]);
  return { rows, total };
}

export async function countWaiting(db: Database, where: Omit<Where, "tab">): Promise<number> {
  return db.keyRequest.count({ where: inOrganisation({ ...where, tab: "waiting" }) });
}

/** A request of this organisation that needs a senior manager; null for another's as for one that is not. */
export async function findForDecision(db: Database, organisationId: string, number: string) {
  return db.keyRequest.findUnique({
    where: { number, confirmation: "SENIOR_MANAGER", holder: { organisationId } },
    include: {
      ...APPLICANT,
      document: { select: { text: true } },
      replaces: { select: { der: true, storage: true, spkiSha256: true } },
      decisions: { select: { verdict: true, reason: true, decidedAt: true, approver: { select: { person: true } } } },
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
 * Writes the decision down and moves the request on: both or neither, and only for the first who tries.
 *
 * In the same statement the register is asked again whether the request still waits and whether the manager still is one
 * whose certificate is in force.
 *
 * @throws {PortalError} REQUEST_NOT_WAITING, REQUEST_CHANGED or FORBIDDEN
 */
export async function decideOnce(tx: Tx, word: Word, certificateId: string): Promise<void> {
  await lockWaiting(tx, word, certificateId);
  const { requestId, verdict, decidedAt } = word;
  await tx.decision.create({ data: word }).catch((error: unknown) => {
    throw brokenConstraint(error) ? new PortalError("REQUEST_NOT_WAITING", { cause: error }) : error;
  });
  const confirmed = verdict === "CONFIRM";
  await tx.keyRequest.update({
    where: { id: requestId },
    data: {
      state: confirmed ? "CONFIRMED" : "REFUSED",
      changedAt: decidedAt,
      ...(confirmed && { confirmedAt: decidedAt }),
    },
  });
}

async function lockWaiting(
  tx: Tx,
  { requestId, revision, approverHolderId, decidedAt }: Word,
  certificateId: string,
): Promise<void> {
  const [row] = await tx.$queryRaw<{ waits: boolean; sameRevision: boolean; mayDecide: boolean }[]>`
    SELECT r.state = 'SUBMITTED' AND r.expires_at > ${decidedAt} AS waits, r.revision = ${revision} AS "sameRevision",
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
}
