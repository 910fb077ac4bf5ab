import { toHex } from "#pki/bytes.ts";
import type { Database, Tx } from "#platform/database.ts";
import type { Slot } from "#platform/prisma/enums.ts";

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

/** All certificates that a holder ever had, the newest first, with whoever confirmed their request. */
export async function listCertificates(db: Database, holderId: string) {
  return db.certificate.findMany({
    where: { holderId },
    // ids grow with time, and a pair stands together, its AUTH half first
    orderBy: [{ requestId: "desc" }, { slot: "asc" }],
    select: {
      serial: true,
      slot: true,
      storage: true,
      ski: true,
      notBefore: true,
      notAfter: true,
      issuedAt: true,
      revokedAt: true,
      revocationReason: true,
      holder: { select: { template: true } },
      request: {
        select: {
          number: true,
          decisions: { where: { verdict: "CONFIRM" }, select: { approver: { select: { person: true } } } },
        },
      },
    },
  });
}
