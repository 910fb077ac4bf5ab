import type { Database, Tx } from "#platform/database.ts";
import type { RevocationReason } from "#platform/prisma/enums.ts";
import { newRowId } from "#platform/row-id.ts";
import { PortalError } from "#portal/error.ts";
import { createDocument } from "#portal/requests/store.ts";
import { createOrders } from "#portal/revocation/store.ts";

type Document = Omit<Parameters<typeof createDocument>[1], "signedAt">;

const WHOSE = { include: { holder: { include: { person: true, organisation: true } } } } as const;

export type OrderedCertificate = Awaited<ReturnType<typeof findOrdered>>[number];

/** The certificates that our issuing authorities gave these serials, with whose they are, by their ids. */
export async function findOrdered(db: Database, serials: readonly string[]) {
  return db.certificate.findMany({
    where: { serial: { in: [...serials] }, issuer: { kind: "ISSUING" } },
    orderBy: { id: "asc" },
    ...WHOSE,
  });
}

interface NewOrder {
  readonly reason: RevocationReason | null;
  readonly documentNumber: string;
  readonly documentDate: Date;
  readonly expiresAt: Date;
  readonly document: Document;
  readonly certificateIds: readonly string[];
  readonly at: Date;
}

/** Writes down what the first person has signed; the order's id. */
export async function createAuthorityOrder(tx: Tx, order: NewOrder): Promise<string> {
  const { reason, documentNumber, documentDate, expiresAt, document, certificateIds, at } = order;
  const documentId = await createDocument(tx, { ...document, signedAt: at });
  const id = newRowId();
  await tx.$executeRaw`
    INSERT INTO authority_order (id, reason, document_number, document_date, document_id, signed_at, expires_at)
    VALUES (${id}::uuid, ${reason}::"RevocationReason", ${documentNumber}, ${documentDate}::date, ${documentId}::uuid, ${at},
      ${expiresAt})`;
  await tx.authorityOrderCertificate.createMany({
    data: certificateIds.map((certificateId) => ({ orderId: id, certificateId })),
  });
  return id;
}

export type WaitingOrder = NonNullable<Awaited<ReturnType<typeof findAuthorityOrder>>>;

const SIGNER = { include: { certificate: WHOSE } } as const;

/** An order with all that it is about, who signed it and who decided. */
export async function findAuthorityOrder(db: Database, id: string) {
  return db.authorityOrder.findUnique({
    where: { id },
    include: {
      document: SIGNER,
      decision: { include: { certificate: WHOSE, orders: true } },
      certificates: { orderBy: { certificateId: "asc" }, include: { certificate: WHOSE } },
    },
  });
}

interface Window {
  readonly waiting: boolean;
  readonly after: string | undefined;
  readonly now: Date;
  readonly take: number;
}

/** Orders from a place on: of those that wait the longest first, of all the newest first. An id begins with its time. */
export async function listAuthorityOrders(db: Database, { waiting, after, now, take }: Window) {
  return db.authorityOrder.findMany({
    where: {
      ...(waiting && { state: "WAITING" as const, expiresAt: { gt: now } }),
      ...(after !== undefined && { id: waiting ? { gt: after } : { lt: after } }),
    },
    orderBy: { id: waiting ? "asc" : "desc" },
    include: { document: SIGNER, decision: SIGNER, _count: { select: { certificates: true } } },
    take,
  });
}

interface Word {
  readonly orderId: string;
  readonly document: Document;
  readonly at: Date;
}

/**
 * Writes the second signature down, and with it what the worker is to do: all of it, and only for the first who tries.
 *
 * @throws {PortalError} ORDER_NOT_WAITING, NO_VALID_KEY
 */
export async function approveOnce(
  tx: Tx,
  { reason, certificateIds, ...word }: Word & { reason: RevocationReason | null; certificateIds: readonly string[] },
): Promise<string> {
  const { orderId, document, at } = word;
  await lockWaiting(tx, word);
  const documentId = await createOrders(tx, { document, reason, certificateIds, at });
  await tx.$executeRaw`
    UPDATE authority_order SET state = 'APPROVED', decision_id = ${documentId}::uuid, decided_at = ${at}
    WHERE id = ${orderId}::uuid`;
  return documentId;
}

/** The same for a no. @throws {PortalError} ORDER_NOT_WAITING */
export async function declineOnce(tx: Tx, { declinedFor, ...word }: Word & { declinedFor: string }): Promise<string> {
  const { orderId, document, at } = word;
  await lockWaiting(tx, word);
  const documentId = await createDocument(tx, { ...document, signedAt: at });
  await tx.$executeRaw`
    UPDATE authority_order SET state = 'DECLINED', decision_id = ${documentId}::uuid, decided_at = ${at},
      declined_for = ${declinedFor}
    WHERE id = ${orderId}::uuid`;
  return documentId;
}

async function lockWaiting(tx: Tx, { orderId, document, at }: Word): Promise<void> {
  const [row] = await tx.$queryRaw<{ waits: boolean; inForce: boolean }[]>`
    SELECT o.state = 'WAITING' AND o.expires_at > ${at} AS waits, c.revoked_at IS NULL AND h.blocked_at IS NULL AS "inForce"
    FROM authority_order o JOIN signed_document d ON d.id = o.document_id JOIN certificate c ON c.id = d.certificate_id
      JOIN holder h ON h.id = c.holder_id
    WHERE o.id = ${orderId}::uuid FOR UPDATE OF o`;
  if (!row?.waits) throw new PortalError("ORDER_NOT_WAITING");
  if (!row.inForce && document.purpose === "APPROVE_ORDER") throw new PortalError("NO_VALID_KEY");
}

/** Ends the orders that nobody decided on in time; their ids with the certificates that they are about. */
export async function expireOverdueOrders(tx: Tx, now: Date) {
  return tx.$queryRaw<{ orderId: string; certificateId: string }[]>`
    WITH ended AS (UPDATE authority_order SET state = 'EXPIRED' WHERE state = 'WAITING' AND expires_at <= ${now} RETURNING id)
    SELECT c.order_id AS "orderId", c.certificate_id AS "certificateId"
    FROM ended JOIN authority_order_certificate c ON c.order_id = ended.id ORDER BY 1, 2`;
}
