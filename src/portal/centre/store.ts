import type { Database, Tx } from "#platform/database.ts";
import type { CentreDecisionUncheckedCreateInput } from "#platform/prisma/models.ts";
import { PortalError } from "#portal/error.ts";
import { brokenConstraint } from "#portal/requests/broken-constraint.ts";

const AT_MOST = 50;

/** The requests for first keys under a number, or of a person by their IIN, the newest first. */
export async function findApplications(db: Database, by: { readonly number: string } | { readonly iin: string }) {
  return db.keyRequest.findMany({
    where: { confirmation: "REGISTRATION_CENTRE", ...("iin" in by ? { holder: { person: { iin: by.iin } } } : by) },
    orderBy: [{ submittedAt: "desc" }, { number: "asc" }],
    take: AT_MOST,
    select: {
      ...{ number: true, state: true, submittedAt: true, expiresAt: true },
      question: { select: { iin: true, template: true, organisation: true } },
      claim: { select: { claimedAt: true, holderId: true, holder: { select: { person: true } } } },
    },
  });
}

/** A request for first keys with what operators have said of it; null for any other as for none. */
export async function findApplication(db: Database | Tx, number: string) {
  return db.keyRequest.findUnique({
    where: { number, confirmation: "REGISTRATION_CENTRE" },
    include: {
      holder: { include: { person: true, organisation: true } },
      centreDecisions: { include: { operator: { include: { person: true } } }, orderBy: { decidedAt: "asc" } },
    },
  });
}

interface Word {
  readonly requestId: string;
  readonly operatorHolderId: string;
  /** Of the certificate that has signed. */
  readonly certificateId: string;
  readonly at: Date;
}

/**
 * Waits for whoever decides on this request at the moment; whether it may still be decided on, and by this certificate.
 *
 * @throws {PortalError} REQUEST_NOT_WAITING or FORBIDDEN
 */
export async function lockApplication(tx: Tx, { requestId, operatorHolderId, certificateId, at }: Word): Promise<void> {
  const [row] = await tx.$queryRaw<{ waits: boolean; mayDecide: boolean }[]>`
    SELECT r.state = 'SUBMITTED' AND r.expires_at > ${at} AS waits,
      EXISTS (SELECT FROM holder m JOIN certificate c ON c.holder_id = m.id
        WHERE m.id = ${operatorHolderId}::uuid AND c.id = ${certificateId}::uuid AND m.blocked_at IS NULL
          AND c.revoked_at IS NULL AND c.not_before <= ${at} AND c.not_after >= ${at}) AS "mayDecide"
    FROM key_request r WHERE r.id = ${requestId}::uuid FOR UPDATE OF r`;
  if (!row?.waits) throw new PortalError("REQUEST_NOT_WAITING");
  if (!row.mayDecide) throw new PortalError("FORBIDDEN");
}

type NewWord = Omit<CentreDecisionUncheckedCreateInput, "id" | "operatorPersonId"> & {
  readonly operatorPersonId: string;
};

/**
 * Writes an operator's word down.
 *
 * @returns how many have vouched for this revision now
 * @throws {PortalError} ALREADY_VOUCHED for a second word of the same person
 */
export async function createCentreDecision(tx: Tx, data: NewWord): Promise<number> {
  const { requestId, revision } = data;
  await tx.centreDecision.create({ data, select: { id: true } }).catch((cause: unknown) => {
    throw brokenConstraint(cause) ? new PortalError("ALREADY_VOUCHED", { cause }) : cause;
  });
  return tx.centreDecision.count({ where: { requestId, revision, verdict: "CONFIRM" } });
}

/** Moves a locked request on. @throws {PortalError} ANOTHER_CONFIRMED where one of the same person is on its way */
export async function moveApplication(
  tx: Tx,
  { id, state, at }: { readonly id: string; readonly state: "CONFIRMED" | "REFUSED"; readonly at: Date },
): Promise<void> {
  const data = { state, changedAt: at, ...(state === "CONFIRMED" && { confirmedAt: at }) };
  await tx.keyRequest.update({ where: { id }, data, select: { id: true } }).catch((cause: unknown) => {
    throw brokenConstraint(cause) === "key_request_one_first" ? new PortalError("ANOTHER_CONFIRMED", { cause }) : cause;
  });
}
