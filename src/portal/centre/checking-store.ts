import type { Tx } from "#platform/database.ts";
import type { Template } from "#platform/prisma/enums.ts";
import type { Answered } from "./answer-for.ts";

type Bytes = Uint8Array<ArrayBuffer>;

/** An operator's yes to a request for first keys, with everything that the worker checks of it. */
export interface StoredVouching {
  readonly requestId: string;
  readonly text: string;
  readonly cms: Bytes;
  readonly signerDer: Bytes;
  /** Whether it is the operator's SIGN certificate, in force now, and the operator not blocked. */
  readonly inForce: boolean;
  readonly personId: string;
  readonly template: Template;
  readonly decidedAt: Date;
  readonly seen: string;
  readonly seenEnd: string;
  readonly appointment: string | null;
  readonly answered: Answered;
}

/** What operators have vouched for with these requests. */
export async function readVouchings(tx: Tx, ids: readonly string[], now: Date): Promise<readonly StoredVouching[]> {
  const rows = await tx.centreDecision.findMany({
    where: { requestId: { in: [...ids] }, verdict: "CONFIRM" },
    include: {
      document: { include: { certificate: true } },
      operator: true,
      question: true,
      request: { select: { revision: true } },
    },
    orderBy: [{ decidedAt: "asc" }, { id: "asc" }],
  });
  return rows.flatMap(({ document, operator, question, request, seen, seenEnd, ...row }) => {
    const isOfThisRevision = row.revision === request.revision && document.purpose === "CONFIRM";
    if (!isOfThisRevision || !question || seen === null || seenEnd === null) return [];
    const { holderId, slot, revokedAt, notBefore, notAfter, der: signerDer } = document.certificate;
    const isTheirs = holderId === operator.id && slot === "SIGN" && operator.blockedAt === null;
    const inForce = isTheirs && revokedAt === null && notBefore <= now && notAfter >= now;
    const { requestId, decidedAt, appointment } = row;
    const { personId, template } = operator;
    const { text, cms } = document;
    return [
      {
        requestId,
        decidedAt,
        appointment,
        seen,
        seenEnd,
        personId,
        template,
        text,
        cms,
        signerDer,
        inForce,
        answered: question,
      },
    ];
  });
}

/**
 * Calls those whom the Registration Centre has vouched for as the state registers call them, and ends the other requests
 * for first keys in their capacity. Locked are the requests `ids`, which have passed the check.
 *
 * @returns the requests that ended
 */
export async function settleFirstKeys(tx: Tx, ids: readonly string[], now: Date): Promise<readonly string[]> {
  await tx.$executeRaw`
    UPDATE person p SET surname = q.surname, given_name = q.given_name, patronymic = q.patronymic
    FROM key_request r JOIN holder h ON h.id = r.holder_id JOIN centre_decision d ON d.request_id = r.id AND d.verdict = 'CONFIRM'
      JOIN register_question q ON q.id = d.question_id
    WHERE r.id = ANY(${ids}::uuid[]) AND r.confirmation = 'REGISTRATION_CENTRE' AND p.id = h.person_id
      AND (p.surname, p.given_name, p.patronymic) IS DISTINCT FROM (q.surname, q.given_name, q.patronymic)`;
  await tx.$executeRaw`
    UPDATE organisation o SET name = q.organisation
    FROM key_request r JOIN centre_decision d ON d.request_id = r.id AND d.verdict = 'CONFIRM'
      JOIN register_question q ON q.id = d.question_id
    WHERE r.id = ANY(${ids}::uuid[]) AND r.confirmation = 'REGISTRATION_CENTRE' AND o.id = r.organisation_id
      AND o.name <> q.organisation`;
  const rows = await tx.$queryRaw<{ id: string }[]>`
    UPDATE key_request SET state = 'REJECTED', rejected_for = 'ANOTHER_CONFIRMED', changed_at = ${now}
    WHERE state = 'SUBMITTED' AND confirmation = 'REGISTRATION_CENTRE' AND holder_id IN (
      SELECT holder_id FROM key_request WHERE id = ANY(${ids}::uuid[]) AND confirmation = 'REGISTRATION_CENTRE')
    RETURNING id`;
  return rows.map(({ id }) => id);
}
