import type { Database, Tx } from "#platform/database.ts";
import type { RevocationReason } from "#platform/prisma/enums.ts";

/**
 * Revokes a certificate; for one that is revoked already it does nothing, but that its key turns out to be compromised. The
 * register itself asks for the CRLs that have to tell it, in the same transaction.
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
  return changed.count > 0;
}

/** The reasons in whose place this one may come. */
function lesserReasons(reason: RevocationReason): readonly RevocationReason[] {
  if (reason === "CERTIFICATE_HOLD") return [];
  if (reason !== "KEY_COMPROMISE") return ["CERTIFICATE_HOLD"];
  return ["CERTIFICATE_HOLD", "AFFILIATION_CHANGED", "SUPERSEDED", "CESSATION_OF_OPERATION"];
}

/** Lifts a hold, as `revokeCertificate` begins one; @returns whether there was one. */
export async function releaseCertificate(tx: Tx, certificateId: string): Promise<boolean> {
  const { count } = await tx.certificate.updateMany({
    where: { id: certificateId, revocationReason: "CERTIFICATE_HOLD" },
    data: { revokedAt: null, revocationReason: null },
  });
  return count > 0;
}

/** What one sequence of CRLs speaks for: the certificates of a shard, or with shard 0 all that the issuer has issued. */
export interface CrlScope {
  readonly issuerId: string;
  readonly shard: number;
}

/** The CRLs that new ones of this scope have to follow. */
export interface CrlsBefore {
  /** The newest of any kind: no number and no time may be before its. */
  readonly last?: { readonly number: bigint; readonly thisUpdate: Date };
  /** The newest complete one. */
  readonly complete?: { readonly thisUpdate: Date; readonly bytes: number };
  /** The oldest complete one that somebody may still be using. */
  readonly base?: { readonly number: bigint };
}

export async function findCrlsBefore(tx: Tx, { issuerId, shard }: CrlScope, at: Date): Promise<CrlsBefore> {
  const newest = { number: "desc" } as const;
  const select = { number: true, thisUpdate: true } as const;
  const last = await tx.crl.findMany({ where: { issuerId, shard }, orderBy: newest, select, take: 1 });
  const base = await tx.crl.findFirst({
    where: { issuerId, shard, kind: "FULL", nextUpdate: { gt: at } },
    orderBy: { number: "asc" },
    select,
  });
  const [complete] = await tx.$queryRaw<{ thisUpdate: Date; bytes: number }[]>`
    SELECT this_update AS "thisUpdate", octet_length(der) AS bytes FROM crl
    WHERE issuer_id = ${issuerId}::uuid AND shard = ${shard} AND kind = 'FULL' ORDER BY number DESC LIMIT 1`;
  return { ...(last[0] && { last: last[0] }), ...(complete && { complete }), ...(base && { base }) };
}

/** The shards that CRLs are made for: those that new certificates are divided among, and every other that had one before. */
export async function findShards(db: Database, issuerId: string, count: number): Promise<readonly number[]> {
  const known = await db.crl.groupBy({ by: ["shard"], where: { issuerId, shard: { gt: count } } });
  return [...Array.from({ length: count }, (_, at) => at + 1), ...known.map(({ shard }) => shard)];
}

/**
 * Begins the transaction that makes CRLs: no other one is made until it ends, and it sees the register as it is from now on.
 *
 * A lock on the table, because only this can be had before the transaction's view of the register is fixed.
 *
 * @param tx of isolation level RepeatableRead, before its first query
 */
export async function lockCrls(tx: Tx): Promise<void> {
  await tx.$executeRaw`SET LOCAL lock_timeout = '60s'`;
  await tx.$executeRaw`LOCK TABLE crl IN SHARE ROW EXCLUSIVE MODE`;
}

/** Asks for the CRLs of a scope once more, at a moment to come. */
export async function queueCrl(tx: Tx, shard: number, at: Date): Promise<void> {
  await tx.$executeRaw`
    SELECT graphile_worker.add_job('publish-crl', json_build_object('shard', ${shard}::int),
      job_key => 'publish-crl-' || ${shard}::int, run_at => ${at.toISOString()}::timestamptz, max_attempts => 1000)`;
}

/**
 * Removes the CRLs that ended before the newest of their kind and shard was made, and the bytes of those that two newer ones
 * have followed: a large one every minute would fill any disk. The newest two always stay as they are.
 *
 * The next number follows the newest, so none is ever given twice; the register itself refuses to lose another one.
 *
 * @returns how many were removed
 */
export async function forgetEndedCrls(db: Database): Promise<number> {
  await db.$executeRaw`
    UPDATE crl old SET der = '' FROM (
      SELECT id, row_number() OVER (PARTITION BY issuer_id, kind, shard ORDER BY number DESC) AS place FROM crl
    ) places
    WHERE places.id = old.id AND place > 2 AND octet_length(old.der) > 0`;
  return db.$executeRaw`
    DELETE FROM crl ended USING (
      SELECT id, count(*) OVER newer AS newer, max(this_update) OVER newer AS newest FROM crl
      WINDOW newer AS (
        PARTITION BY issuer_id, kind, shard ORDER BY number DESC ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
      )
    ) others
    WHERE others.id = ended.id AND others.newer >= 2 AND ended.next_update <= others.newest`;
}
