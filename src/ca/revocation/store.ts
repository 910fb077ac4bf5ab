import type { Database, Tx } from "#platform/database.ts";
import type { RevocationReason } from "#platform/prisma/enums.ts";

/**
 * Revokes a certificate and asks for a CRL in the same transaction; for one that is revoked already it does nothing, but
 * that its key turns out to be compromised.
 *
 * A hold may become a revocation for another reason, from the day of the hold on; nothing else is ever taken back.
 *
 * @returns whether it changed anything
 * @see RFC 5280 section 5.3.1
 */
export async function revokeCertificate(
  tx: Tx,
  {
    certificateId: id,
    reason,
    at,
  }: { readonly certificateId: string; readonly reason: RevocationReason; readonly at: Date },
): Promise<boolean> {
  const fresh = await tx.certificate.updateMany({
    where: { id, revokedAt: null },
    data: { revokedAt: at, revocationReason: reason },
  });
  const lesser = lesserReasons(reason);
  const changed =
    fresh.count > 0 || lesser.length === 0
      ? fresh
      : await tx.certificate.updateMany({
          where: { id, revocationReason: { in: [...lesser] } },
          data: { revocationReason: reason },
        });
  if (changed.count > 0) await queueCrl(tx);
  return changed.count > 0;
}

/** The reasons in whose place this one may come. */
function lesserReasons(reason: RevocationReason): readonly RevocationReason[] {
  if (reason === "CERTIFICATE_HOLD") return [];
  if (reason !== "KEY_COMPROMISE") return ["CERTIFICATE_HOLD"];
  return ["CERTIFICATE_HOLD", "AFFILIATION_CHANGED", "SUPERSEDED", "CESSATION_OF_OPERATION"];
}

/** Lifts a hold and asks for a CRL in the same transaction; @returns whether there was one. */
export async function releaseCertificate(tx: Tx, certificateId: string): Promise<boolean> {
  const { count } = await tx.certificate.updateMany({
    where: { id: certificateId, revocationReason: "CERTIFICATE_HOLD" },
    data: { revokedAt: null, revocationReason: null },
  });
  if (count > 0) await queueCrl(tx);
  return count > 0;
}

async function queueCrl(tx: Tx): Promise<void> {
  await tx.$executeRaw`SELECT graphile_worker.add_job('publish-crl', job_key => 'publish-crl', max_attempts => 1000)`;
}

/** The certificates that a CRL has to list, people's and services': revoked, and not ended before `endedBefore`. */
export async function findRevoked(
  tx: Tx,
  issuerId: string,
  { endedBefore, revokedSince }: { readonly endedBefore: Date; readonly revokedSince?: Date },
) {
  const where = {
    issuerId,
    notAfter: { gte: endedBefore },
    revokedAt: revokedSince ? { gte: revokedSince } : { not: null },
  };
  const select = { serial: true, revokedAt: true, revocationReason: true } as const;
  const orderBy = { revokedAt: "asc" } as const;
  const people = await tx.certificate.findMany({ where, orderBy, select });
  const services = await tx.serviceCertificate.findMany({ where, orderBy, select });
  return [...people, ...services.flatMap(({ serial, ...rest }) => (serial === null ? [] : [{ serial, ...rest }]))];
}

/** The CRLs that a new one has to follow: the last complete one, and the oldest that somebody may still be using. */
export async function findCrlsBefore(tx: Tx, issuerId: string, at: Date) {
  const select = { number: true, thisUpdate: true } as const;
  const last = await tx.crl.findFirst({ where: { issuerId, kind: "FULL" }, orderBy: { number: "desc" }, select });
  const base = await tx.crl.findFirst({
    where: { issuerId, kind: "FULL", nextUpdate: { gt: at } },
    orderBy: { number: "asc" },
    select,
  });
  return { last, base };
}

/** Keeps any other process from making a CRL of this issuer until the transaction ends. */
export async function lockCrls(tx: Tx, issuerId: string): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`crl ${issuerId}`}, 0))`;
}

export interface NewCrl {
  readonly issuerId: string;
  readonly kind: "FULL" | "DELTA";
  readonly number: bigint;
  readonly der: Uint8Array;
  readonly thisUpdate: Date;
  readonly nextUpdate: Date;
}

/** Publishes CRLs: `status` is told when the transaction commits. */
export async function recordCrls(tx: Tx, crls: readonly NewCrl[]): Promise<void> {
  await tx.crl.createMany({ data: crls.map(({ der, ...crl }) => ({ ...crl, der: new Uint8Array(der) })) });
}

/**
 * Removes the CRLs that ended before the newest of their kind was made; the newest two of a kind always stay.
 *
 * The next number follows the newest, so none is ever given twice; the register itself refuses to lose another one.
 *
 * @returns how many were removed
 */
export async function forgetEndedCrls(db: Database): Promise<number> {
  return db.$executeRaw`
    DELETE FROM crl ended USING (
      SELECT id, count(*) OVER newer AS newer, max(this_update) OVER newer AS newest FROM crl
      WINDOW newer AS (PARTITION BY issuer_id, kind ORDER BY number DESC ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)
    ) others
    WHERE others.id = ended.id AND others.newer >= 2 AND ended.next_update <= others.newest`;
}
