import type { Database, Tx } from "#platform/database.ts";
import type { DocumentPurpose, RequestState } from "#platform/prisma/enums.ts";
import type { KeyRequestUncheckedCreateInput } from "#platform/prisma/models.ts";
import { PortalError } from "#portal/error.ts";
import { brokenConstraint } from "./broken-constraint.ts";

/** A request in one of these states is on its way: a holder has one such at most. */
export const OPEN_STATES = ["SUBMITTED", "CONFIRMED", "ISSUING"] as const satisfies readonly RequestState[];

const ROW = { number: true, state: true, storage: true, submittedAt: true, changedAt: true, expiresAt: true } as const;

/** The holder's own request that is on its way. One for first keys, which a stranger may have filed, is not in its way. */
export async function findOpenRequest(db: Database | Tx, holderId: string) {
  return db.keyRequest.findFirst({
    where: { holderId, state: { in: [...OPEN_STATES] }, confirmation: { not: "REGISTRATION_CENTRE" } },
    select: ROW,
  });
}

type NewRequest = Omit<KeyRequestUncheckedCreateInput, "documentId" | "document" | "id">;

interface Filing {
  readonly request: NewRequest;
  readonly document: { readonly text: string; readonly cms: Uint8Array<ArrayBuffer>; readonly certificateId: string };
  readonly keys: readonly { readonly slot: "AUTH" | "SIGN"; readonly spkiSha256: Uint8Array<ArrayBuffer> }[];
}

/**
 * Writes down a request, the signed form and its two keys.
 *
 * @throws {PortalError} REQUEST_ALREADY_OPEN or KEY_REUSED when another was faster
 */
export async function createRequest(tx: Tx, { request, document, keys }: Filing): Promise<{ id: string }> {
  const at = request.submittedAt;
  try {
    const { id: documentId } = await tx.signedDocument.create({
      data: { ...document, purpose: "REISSUE", signedAt: at },
      select: { id: true },
    });
    const created = await tx.keyRequest.create({ data: { ...request, documentId }, select: { id: true } });
    await tx.publicKey.createMany({ data: keys.map((key) => ({ ...key, requestId: created.id, firstAt: at })) });
    return created;
  } catch (error) {
    const index = brokenConstraint(error);
    if (index === "key_request_one_open") throw new PortalError("REQUEST_ALREADY_OPEN", { cause: error });
    if (index === "public_key_pkey") throw new PortalError("KEY_REUSED", { cause: error });
    throw error;
  }
}

/** Asks the worker, in the transaction that confirms, to issue what is confirmed. */
export async function queueIssuance(tx: Tx): Promise<void> {
  await tx.$executeRaw`SELECT tanba_queue_issuance()`;
}

/** Has the worker look, in the transaction that says "installed", at the pair that this request replaces. */
export async function queueReplaced(tx: Tx, requestId: string): Promise<void> {
  await tx.$executeRaw`SELECT tanba_queue_replaced(${requestId}::uuid)`;
}

export async function listRequests(db: Database, where: { holderId: string; open?: boolean }) {
  const { holderId, open = false } = where;
  return db.keyRequest.findMany({
    where: { holderId, ...(open && { state: { in: [...OPEN_STATES] } }) },
    orderBy: [{ submittedAt: "desc" }, { number: "asc" }],
    take: 100,
    select: ROW,
  });
}

/** Where a request stands, whoever asks. */
export async function findState(db: Database, number: string) {
  return db.keyRequest.findUnique({ where: { number }, select: { ...ROW, confirmation: true } });
}

/** A holder's own request with all that the page of it shows; null for another's as for one that is not. */
export async function findOwnRequest(db: Database | Tx, holderId: string, number: string) {
  return db.keyRequest.findUnique({
    where: { number, holderId },
    include: {
      document: { select: { text: true } },
      decisions: { select: { verdict: true, reason: true, revision: true } },
      holder: { include: { person: true, organisation: true } },
      certificates: { select: { slot: true, der: true, serial: true, issuer: { select: { der: true } } } },
    },
  });
}

/** Moves a request on if it still stands where it is thought to; says whether it did. */
export async function moveRequest(
  tx: Tx,
  { id, from, to, at }: { id: string; from: readonly RequestState[]; to: RequestState; at: Date },
): Promise<boolean> {
  const { count } = await tx.keyRequest.updateMany({
    where: { id, state: { in: [...from] } },
    data: { state: to, changedAt: at },
  });
  return count === 1;
}

export async function createDocument(
  tx: Tx,
  data: {
    purpose: Exclude<DocumentPurpose, "SIGN_IN" | "REISSUE">;
    text: string;
    cms: Uint8Array<ArrayBuffer>;
    certificateId: string;
    signedAt: Date;
  },
): Promise<string> {
  const { id } = await tx.signedDocument.create({ data, select: { id: true } });
  return id;
}

/** Ends what nobody confirmed in time, of one holder or of all; returns which. */
export async function expireOverdue(tx: Tx, now: Date, holderId?: string): Promise<readonly { id: string }[]> {
  const overdue = await tx.keyRequest.findMany({
    where: { state: "SUBMITTED", expiresAt: { lte: now }, ...(holderId !== undefined && { holderId }) },
    select: { id: true },
    take: 1000,
  });
  if (overdue.length === 0) return [];
  return tx.keyRequest.updateManyAndReturn({
    where: { id: { in: overdue.map(({ id }) => id) }, state: "SUBMITTED" },
    data: { state: "EXPIRED", changedAt: now },
    select: { id: true },
  });
}

/** What happened to a request, oldest first, with the names of those who did it. */
export async function listEvents(db: Database, requestId: string) {
  const events = await db.auditEvent.findMany({
    where: { requestId },
    orderBy: { seq: "asc" },
    select: { at: true, action: true, actorId: true },
  });
  const ids = events.flatMap(({ actorId }) => actorId ?? []);
  const holders = await db.holder.findMany({ where: { id: { in: ids } }, select: { id: true, person: true } });
  return { events, people: new Map(holders.map(({ id, person }) => [id, person])) };
}
