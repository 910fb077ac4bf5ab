import type { Database, Tx } from "#platform/database.ts";
import type { Template, Verdict } from "#platform/prisma/enums.ts";
import { PortalError } from "#portal/error.ts";
import { brokenConstraint } from "#portal/requests/broken-constraint.ts";

/** A person's capacities in one organisation, each with its first certificate. */
const capacitiesIn = (organisationId: string) => ({
  where: { organisationId },
  select: {
    id: true,
    certificates: { orderBy: { issuedAt: "asc" as const }, take: 1, select: { issuedAt: true } },
  },
});

/** Whose requests somebody may decide on: all of an organisation's people's, or those of some kinds. */
export interface Deciding {
  readonly organisationId: string;
  readonly decidesFor: readonly Template[] | null;
}

/** A request of this organisation that this person may decide on; null for any other as for one that is not. */
export async function findForDecision(db: Database, deciding: Deciding, number: string) {
  return (await findSeveralForDecision(db, deciding, [number])).at(0) ?? null;
}

/** The same for several, in no order. */
export async function findSeveralForDecision(
  db: Database,
  { organisationId, decidesFor }: Deciding,
  numbers: readonly string[],
) {
  const ofKinds = decidesFor && { template: { in: [...decidesFor] } };
  return db.keyRequest.findMany({
    where: { number: { in: [...numbers] }, confirmation: "SENIOR_MANAGER", holder: { organisationId, ...ofKinds } },
    include: {
      holder: { include: { person: { include: { holders: capacitiesIn(organisationId) } }, organisation: true } },
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
 * In the same statement the register is asked again whether the request still waits and whether the manager still is one, or has
 * the right from one, with a certificate in force.
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
          AND (m.template IN ('FIRST_HEAD', 'ADMINISTRATOR') OR h.template = ANY (tanba_delegated_kinds(m.id, ${decidedAt})))
          AND c.revoked_at IS NULL AND c.not_before <= ${decidedAt} AND c.not_after >= ${decidedAt}
      ) AS "mayDecide"
    FROM key_request r JOIN holder h ON h.id = r.holder_id
    WHERE r.id = ${requestId}::uuid FOR UPDATE OF r`;
  if (!row?.waits) throw new PortalError("REQUEST_NOT_WAITING");
  if (!row.sameRevision) throw new PortalError("REQUEST_CHANGED");
  if (!row.mayDecide) throw new PortalError("FORBIDDEN");
  return row.needed;
}
