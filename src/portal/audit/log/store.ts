import { treeHash } from "#pki/merkle.ts";
import type { Database, Tx } from "#platform/database.ts";
import type { LoggedEvent } from "#portal/audit/event-bytes.ts";

/** The leaves of one tile. */
export const TILE = 256;
const HASH_BYTES = 32;
/** How many tiles are made of one reading: half a megabyte of leaves. */
const TILES_AT_ONCE = 64;

/** How many entries the log has. */
export async function countEntries(db: Database | Tx): Promise<number> {
  const [row] = await db.$queryRaw<{ size: bigint | null }[]>`SELECT max(seq) AS size FROM audit_entry`;
  return Number(row?.size ?? 0);
}

/** @returns the leaves of the entries from the one at `from`, counted from 0, up to the one at `to`, which is left out */
export async function readLeaves(db: Database | Tx, from: number, to: number): Promise<readonly Uint8Array[]> {
  const [row] = await db.$queryRaw<{ all: Uint8Array | null }[]>`
    SELECT string_agg(leaf, ''::bytea ORDER BY seq) AS all FROM audit_entry
    WHERE seq > ${BigInt(from)} AND seq <= ${BigInt(to)}`;
  return pieces(row?.all, to - from);
}

/** The first so many tiles. */
export async function readTiles(db: Database | Tx, count: number): Promise<readonly Uint8Array[]> {
  const [row] = await db.$queryRaw<{ all: Uint8Array | null }[]>`
    SELECT string_agg(hash, ''::bytea ORDER BY index) AS all FROM audit_tile WHERE index < ${BigInt(count)}`;
  return pieces(row?.all, count);
}

function pieces(all: Uint8Array | null | undefined, count: number): readonly Uint8Array[] {
  const bytes = all ?? new Uint8Array();
  if (bytes.length !== count * HASH_BYTES) throw new Error("the log in the register has a gap");
  return Array.from({ length: count }, (_, at) => bytes.subarray(at * HASH_BYTES, (at + 1) * HASH_BYTES));
}

/** Makes the tiles that are whole within the first `size` entries, and are not there yet. */
export async function makeTiles(db: Database, size: number): Promise<void> {
  const [row] = await db.$queryRaw<{ next: bigint }[]>`SELECT coalesce(max(index) + 1, 0) AS next FROM audit_tile`;
  const whole = Math.floor(size / TILE);
  for (let first = Number(row?.next ?? 0); first < whole; first += TILES_AT_ONCE) {
    const end = Math.min(first + TILES_AT_ONCE, whole);
    const leaves = await readLeaves(db, first * TILE, end * TILE);
    const data = Array.from({ length: end - first }, (_, at) => ({
      index: BigInt(first + at),
      hash: new Uint8Array(treeHash(leaves.slice(at * TILE, (at + 1) * TILE))),
    }));
    await db.auditTile.createMany({ data, skipDuplicates: true });
  }
}

/** A checkpoint on record. */
export interface RecordedCheckpoint {
  readonly origin: string;
  readonly size: number;
  readonly root: Uint8Array;
  readonly note: string;
}

/** The checkpoint that was signed last; null before the first. */
export async function findNewestCheckpoint(db: Database | Tx): Promise<RecordedCheckpoint | null> {
  const row = await db.auditCheckpoint.findFirst({ orderBy: [{ signedAt: "desc" }, { size: "desc" }] });
  return row && { ...row, size: Number(row.size) };
}

/** The smallest checkpoint of the log that goes on, that speaks for the entry at `index`; null before there is one. */
export async function findCheckpointOver(db: Database, index: number): Promise<RecordedCheckpoint | null> {
  const newest = await findNewestCheckpoint(db);
  if (!newest || newest.size <= index) return null;
  const row = await db.auditCheckpoint.findFirst({
    where: { origin: newest.origin, size: { gt: BigInt(index) } },
    orderBy: { size: "asc" },
  });
  return row && { ...row, size: Number(row.size) };
}

/** The event that names this certificate as issued for this request, and its place in the log, counted from 0. */
export async function findIssuedEvent(
  db: Database,
  requestId: string,
  certificateSha256: string,
): Promise<{ readonly event: LoggedEvent; readonly index: number } | null> {
  const [row] = await db.$queryRaw<(LoggedEvent & { place: bigint })[]>`
    SELECT v.seq, v.at, v.action, v.actor_id AS "actorId", v.request_id AS "requestId",
      v.certificate_id AS "certificateId", v.facts::text, v.salt::text, e.seq AS place
    FROM audit_event v JOIN audit_entry e ON e.event_seq = v.seq
    WHERE v.request_id = ${requestId}::uuid AND v.action IN ('request-issued', 'pair-revoked-at-once')
      AND ${certificateSha256} IN (v.facts ->> 'AUTH', v.facts ->> 'SIGN')
    ORDER BY e.seq LIMIT 1`;
  if (!row) return null;
  const { place, ...event } = row;
  return { event, index: Number(place) - 1 };
}

/** Puts a checkpoint on record, once. @returns whether it was not there before */
export async function recordCheckpoint(tx: Tx, { root, size, ...checkpoint }: RecordedCheckpoint, signedAt: Date) {
  const data = { ...checkpoint, size: BigInt(size), root: new Uint8Array(root), signedAt };
  return (await tx.auditCheckpoint.createMany({ data: [data], skipDuplicates: true })).count > 0;
}
