import { setImmediate } from "node:timers/promises";
import type { RevokedEntry } from "#pki/crl-entries.ts";
import type { Tx } from "#platform/database.ts";
import { Prisma } from "#platform/prisma/client.ts";
import type { RevocationReason } from "#platform/prisma/enums.ts";
import { REASON_CODES } from "../reason-codes.ts";
import type { CrlScope } from "../store.ts";

/** So many that a query is worth it, so few that nobody waits for them. */
const PAGE = 4_000;
const FIRST_ID = "00000000-0000-0000-0000-000000000000";
/** @see RFC 5280 section 5.3.1 */
const REMOVE_FROM_CRL = 8;

/**
 * What a complete CRL lists, page by page: the certificates of its scope that are revoked and did not end before `endedBefore`.
 *
 * A page comes column by column: a million rows as rows would take three times as long.
 */
export async function* readRevoked(
  tx: Tx,
  scope: CrlScope,
  endedBefore: Date,
): AsyncGenerator<Iterable<RevokedEntry>, void> {
  if (scope.shard === 0) yield await findRevokedServices(tx, scope, endedBefore);
  const where = Prisma.sql`${inScope(scope)} AND revoked_at IS NOT NULL AND not_after >= ${instant(endedBefore)}`;
  // a page of the index that has all of this is no dearer to read than one of the table, as PostgreSQL takes it to be
  await tx.$executeRaw`SET LOCAL random_page_cost = 1.1`;
  for (let coming = readPage(tx, where, FIRST_ID); ; ) {
    const page = await coming;
    if (!page) return;
    // the register reads it while whoever asked writes this one
    coming = readPage(tx, where, page.last);
    // of what is wrong with it only somebody who still asks is told
    coming.catch(() => undefined);
    // in this turn of the loop the question goes out
    await setImmediate();
    yield entriesOf(page);
  }
}

interface Page {
  /** Hexadecimal, one in each line. */
  readonly serials: string;
  /** Microseconds since 2000, as PostgreSQL counts, in eight bytes each. */
  readonly instants: Uint8Array;
  /** The CRLReason, in a byte each; 0 where there is none. */
  readonly reasons: Uint8Array;
  readonly last: string;
}

/** Nothing when nothing is left. */
async function readPage(tx: Tx, where: Prisma.Sql, after: string): Promise<Page | undefined> {
  const [page] = await tx.$queryRaw<Page[]>`
    SELECT string_agg(serial, E'\n') AS serials, string_agg(timestamptz_send(revoked_at), '') AS instants,
      string_agg(${REASON_BYTE}, '') AS reasons, max(id::text COLLATE "C") AS last
    FROM (
      SELECT id, serial, revoked_at, revocation_reason FROM certificate
      WHERE ${where} AND id > ${after}::uuid ORDER BY id LIMIT ${PAGE}
    ) page HAVING count(*) > 0`;
  return page;
}

const REASON_BYTE = Prisma.sql`CASE revocation_reason ${Prisma.join(
  Object.entries(REASON_CODES).map(
    ([reason, code]) => Prisma.sql`WHEN ${reason}::"RevocationReason" THEN ${Uint8Array.of(code)}::bytea`,
  ),
  " ",
)} ELSE ${Uint8Array.of(0)}::bytea END`;

/** The certificates of services, of which there are few, name the list of all. */
async function findRevokedServices(
  tx: Tx,
  { issuerId }: CrlScope,
  endedBefore: Date,
): Promise<readonly RevokedEntry[]> {
  const rows = await tx.serviceCertificate.findMany({
    where: { issuerId, revokedAt: { not: null }, notAfter: { gte: endedBefore } },
    orderBy: { id: "asc" },
    select: { serial: true, revokedAt: true, revocationReason: true },
  });
  return rows.flatMap(({ serial, revokedAt, revocationReason: reason }) =>
    serial && revokedAt && reason ? [{ serial, revokedAt, reason: REASON_CODES[reason] }] : [],
  );
}

/** One after the other: a million entries that wait for each other would be a gigabyte of what nobody needs any more. */
function* entriesOf({ serials, instants, reasons }: Page): Generator<RevokedEntry, void> {
  const view = new DataView(instants.buffer, instants.byteOffset, instants.length);
  let at = 0;
  for (const serial of serials.split("\n")) {
    const micros = Number(view.getBigInt64(at * 8));
    const reason = reasons[at++];
    if (!reason) throw new Error("a revocation for a reason that no CRL can say");
    yield { serial, revokedAt: new Date(EPOCH_MS + Math.floor(micros / 1000)), reason };
  }
}

const EPOCH_MS = Date.UTC(2000);

/**
 * What a delta CRL lists: the certificates whose revocation changed since the complete CRL of number `base`. One that was
 * on hold and no longer is stands there to be removed.
 */
export async function findChanges(
  tx: Tx,
  scope: CrlScope,
  { base, endedBefore }: { readonly base: bigint; readonly endedBefore: Date },
): Promise<readonly RevokedEntry[]> {
  const since = scope.shard === 0 ? Prisma.sql`change.in_complete_since` : Prisma.sql`change.in_shard_since`;
  const rows = await tx.$queryRaw<ChangedRow[]>`
    SELECT serial, revoked_at AS "revokedAt", revocation_reason AS reason, held_at AS "heldAt"
    FROM certificate JOIN (
      SELECT certificate_id AS id, max(held_at) AS held_at FROM revocation_change change
      WHERE ${inScope(scope)} AND (${since} IS NULL OR ${since} > ${base}) GROUP BY certificate_id
    ) changed USING (id)
    WHERE not_after >= ${instant(endedBefore)} ORDER BY id`;
  // no delta is so full that those of services, which are never held, could not simply be repeated
  const services = scope.shard === 0 ? await findRevokedServices(tx, scope, endedBefore) : [];
  const changed = rows.flatMap(({ serial, revokedAt, reason, heldAt }) => {
    if (revokedAt && reason) return [{ serial, revokedAt, reason: REASON_CODES[reason] }];
    return heldAt ? [{ serial, revokedAt: heldAt, reason: REMOVE_FROM_CRL }] : [];
  });
  return [...services, ...changed];
}

interface ChangedRow {
  readonly serial: string;
  readonly revokedAt: Date | null;
  readonly reason: RevocationReason | null;
  readonly heldAt: Date | null;
}

/** Takes note that the complete CRL of this number, read in this transaction, knows of every change that can be seen. */
export async function noteKnownChanges(tx: Tx, scope: CrlScope, number: bigint): Promise<void> {
  const since = scope.shard === 0 ? Prisma.sql`in_complete_since` : Prisma.sql`in_shard_since`;
  await tx.$executeRaw`UPDATE revocation_change SET ${since} = ${number} WHERE ${inScope(scope)} AND ${since} IS NULL`;
}

const inScope = ({ issuerId, shard }: CrlScope) =>
  shard === 0
    ? Prisma.sql`issuer_id = ${issuerId}::uuid`
    : Prisma.sql`issuer_id = ${issuerId}::uuid AND shard = ${shard}`;

const instant = (at: Date) => Prisma.sql`${at.toISOString()}::timestamptz`;
