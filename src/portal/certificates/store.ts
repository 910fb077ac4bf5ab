import { toHex } from "#pki/bytes.ts";
import type { Database, Tx } from "#platform/database.ts";
import type { Slot } from "#platform/prisma/enums.ts";
import type { Whose } from "./key-search.ts";

/**
 * The certificate of ours that a signature names as its signer's; null for any other.
 *
 * @param issuer DER Name
 * @param serial lower-case hexadecimal
 */
export async function findByIssuerAndSerial(db: Database | Tx, issuer: Uint8Array, serial: string) {
  const found = await db.certificate.findMany({
    where: { serial, issuer: { kind: "ISSUING", subject: Uint8Array.from(issuer) } },
    take: 2,
  });
  // Two issuers of one name and one serial cannot be told apart: then neither is meant.
  return found.length === 1 ? (found[0] ?? null) : null;
}

/** The newest certificate of this slot that is in force for the holder at `now`. */
export async function findInForce(
  db: Database | Tx,
  { holderId, slot, now }: { holderId: string; slot: Slot; now: Date },
) {
  return db.certificate.findFirst({
    where: { holderId, slot, revokedAt: null, notBefore: { lte: now }, notAfter: { gte: now } },
    orderBy: { notBefore: "desc" },
  });
}

/** Until when the holder can sign with what is in force at `now`; null with nothing to sign with. */
export async function findLasting(db: Database, { holderId, now }: { holderId: string; now: Date }) {
  return db.certificate.findFirst({
    where: { holderId, slot: "SIGN", revokedAt: null, notBefore: { lte: now }, notAfter: { gte: now } },
    orderBy: { notAfter: "desc" },
    select: { notAfter: true },
  });
}

/** Whether any request or certificate ever had this key. @param spkiSha256 one hash a key */
export async function findKnownKeys(
  db: Database | Tx,
  spkiSha256: readonly Uint8Array<ArrayBuffer>[],
): Promise<readonly string[]> {
  const known = await db.publicKey.findMany({
    where: { spkiSha256: { in: [...spkiSha256] } },
    select: { spkiSha256: true },
  });
  return known.map((row) => toHex(row.spkiSha256));
}

/** What a row of a list is made of, with whoever confirmed its request. */
export const LISTED = {
  serial: true,
  slot: true,
  storage: true,
  requestId: true,
  notBefore: true,
  notAfter: true,
  issuedAt: true,
  revokedAt: true,
  revocationReason: true,
  holder: {
    select: {
      id: true,
      template: true,
      person: { select: { iin: true, surname: true, givenName: true, patronymic: true } },
      organisation: { select: { name: true } },
    },
  },
  request: {
    select: {
      number: true,
      decisions: { where: { verdict: "CONFIRM" }, select: { approver: { select: { person: true } } } },
    },
  },
} as const;

/** All certificates that a holder ever had, the newest first. */
export async function listCertificates(db: Database, holderId: string) {
  return db.certificate.findMany({
    where: { holderId },
    // ids grow with time, and a pair stands together, its AUTH half first
    orderBy: [{ requestId: "desc" }, { slot: "asc" }],
    select: LISTED,
  });
}

/** The certificate with this serial number if it is of one of these people; null for another's as for one that is not. */
export async function findForPage(db: Database, serial: string, whose: readonly Whose[]) {
  return db.certificate.findFirst({
    where: { serial, issuer: { kind: "ISSUING" }, OR: whose.map((one) => ("personId" in one ? { holder: one } : one)) },
    select: { ...LISTED, id: true, der: true, organisationId: true },
  });
}

/** What happened to a certificate and to its request, oldest first, with the names of those who did it. */
export async function listCertificateEvents(db: Database, certificateId: string, requestId: string) {
  const select = { seq: true, at: true, action: true, actorId: true, facts: true } as const;
  // two questions and two indexes: an OR over both columns would be a scan
  const [ofRequest, ofCertificate] = await Promise.all([
    db.auditEvent.findMany({ where: { requestId }, select }),
    db.auditEvent.findMany({ where: { certificateId }, select, orderBy: { seq: "desc" }, take: 100 }),
  ]);
  const events = [...new Map([...ofRequest, ...ofCertificate].map((event) => [event.seq, event])).values()];
  const ids = events.flatMap(({ actorId }) => actorId ?? []);
  const holders = await db.holder.findMany({ where: { id: { in: ids } }, select: { id: true, person: true } });
  const people = new Map(holders.map(({ id, person }) => [id, person]));
  return { events: events.toSorted((one, other) => Number(one.seq - other.seq)), people };
}
