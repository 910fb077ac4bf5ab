import type { Database } from "#platform/database.ts";

/** What is published: the authority's certificates, and the newest CRLs of each. */
export interface Published {
  /** What of the log is not signed yet; undefined when all of it is. */
  readonly unsigned?: Unsigned | undefined;
  /** How the outbox is. */
  readonly messages?: MessagesTold;
  readonly certificates: readonly { readonly kind: string; readonly der: Uint8Array; readonly notBefore: Date }[];
  readonly crls: readonly PublishedCrl[];
}

/** What of the outbox an operator should see to, of nobody in particular. */
export interface MessagesTold {
  /** FAILED or UNKNOWN in the last week, and not sent again. */
  readonly givenUp: number;
  readonly oldestDue: Date | null;
  /** How many have failed again and again and are still tried, and why the last of them did. */
  readonly failing: number;
  readonly failingFor: string | null;
  readonly jumpedAt: Date | null;
  readonly jumpedSeconds: number | null;
}

/** Entries of the log that no checkpoint speaks for. */
export interface Unsigned {
  readonly entries: number;
  /** When the oldest of them was entered. */
  readonly since: Date;
}

/** All of a CRL but its bytes. */
interface CrlHead {
  /** Of its row: no other bytes ever have it. */
  readonly id: string;
  /** ROOT or ISSUING. */
  readonly issuer: string;
  /** FULL or DELTA. */
  readonly kind: string;
  /** 0 for the list of all certificates. */
  readonly shard: number;
  readonly thisUpdate: Date;
  readonly nextUpdate: Date;
  /** Whether the one before it was made in the same second. */
  readonly sharesSecond: boolean;
}

export interface PublishedCrl extends CrlHead {
  readonly der: Buffer;
}

/**
 * Reads all that is published, of the root and the issuing authority in use.
 *
 * @param known the bytes of a CRL that was read before; only what is new is fetched
 */
export async function readPublished(db: Database, known: (id: string) => Buffer | undefined): Promise<Published> {
  const authorities = await db.authorityCertificate.findMany({
    where: { kind: { in: ["ROOT", "ISSUING"] } },
    orderBy: { notBefore: "asc" },
    select: { id: true, kind: true, der: true, notBefore: true },
  });
  // of each kind the one that began last
  const inUse = [...new Map(authorities.map((authority) => [authority.kind, authority])).values()];
  const crls: PublishedCrl[] = [];
  for (const { id: issuerId, kind } of inUse) {
    for (const { bytes, ...head } of await findNewest(db, issuerId)) {
      crls.push({ ...head, issuer: kind, der: known(head.id) ?? (await readDer(db, head.id, bytes)) });
    }
  }
  return { certificates: inUse, crls, unsigned: await findUnsigned(db), messages: await findMessages(db) };
}

async function findMessages(db: Database): Promise<MessagesTold> {
  const [row] = await db.$queryRaw<MessagesTold[]>`
    SELECT (SELECT count(*)::int FROM message m
        WHERE m.state IN ('FAILED', 'UNKNOWN') AND m.settled_at > now() - interval '7 days'
          AND (SELECT id FROM message WHERE repeats_id = m.id) IS NULL) AS "givenUp",
      (SELECT min(due_at) FROM message WHERE state = 'QUEUED') AS "oldestDue",
      (SELECT count(*)::int FROM message WHERE state = 'QUEUED' AND attempts >= 3) AS "failing",
      (SELECT last_error FROM message WHERE state = 'QUEUED' AND attempts >= 3 ORDER BY due_at DESC LIMIT 1) AS "failingFor",
      (SELECT jumped_at FROM notice_plan) AS "jumpedAt", (SELECT jumped_seconds FROM notice_plan) AS "jumpedSeconds"`;
  if (!row) throw new Error("the register tells nothing of the outbox");
  return row;
}

async function findUnsigned(db: Database): Promise<Unsigned | undefined> {
  const [row] = await db.$queryRaw<{ entries: bigint; since: Date }[]>`
    SELECT (SELECT max(seq) FROM audit_entry) - signed.size AS entries, v.at AS since
    FROM (SELECT coalesce((SELECT size FROM audit_checkpoint ORDER BY signed_at DESC, size DESC LIMIT 1), 0) AS size) AS signed
      JOIN audit_entry e ON e.seq = signed.size + 1 JOIN audit_event v ON v.seq = e.event_seq`;
  return row && { entries: Number(row.entries), since: row.since };
}

/** The newest CRL of each kind and shard: two steps into the index for each, however many are kept. */
async function findNewest(db: Database, issuerId: string) {
  return db.$queryRaw<readonly (Omit<CrlHead, "issuer"> & { readonly bytes: number })[]>`
    SELECT newest.*, date_trunc('second', before.at) IS NOT DISTINCT FROM date_trunc('second', newest."thisUpdate") AS "sharesSecond"
    FROM generate_series(0, (SELECT max(shard) FROM crl WHERE issuer_id = ${issuerId}::uuid)) AS of(shard)
      CROSS JOIN (VALUES ('FULL'), ('DELTA')) AS kinds(kind)
      CROSS JOIN LATERAL (
        SELECT id::text, kind, shard, this_update AS "thisUpdate", next_update AS "nextUpdate", octet_length(der) AS bytes
        FROM crl WHERE issuer_id = ${issuerId}::uuid AND crl.kind = kinds.kind AND crl.shard = of.shard
        ORDER BY number DESC LIMIT 1
      ) AS newest
      LEFT JOIN LATERAL (
        SELECT this_update AS at FROM crl
        WHERE issuer_id = ${issuerId}::uuid AND crl.kind = kinds.kind AND crl.shard = of.shard
        ORDER BY number DESC OFFSET 1 LIMIT 1
      ) AS before ON true`;
}

const SLICE = 1 << 20;

/** In slices, so that a list of tens of megabytes keeps nobody waiting for an answer. */
async function readDer(db: Database, id: string, bytes: number): Promise<Buffer> {
  const der = Buffer.alloc(bytes);
  for (let at = 0; at < bytes; at += SLICE) {
    const [row] = await db.$queryRaw<{ slice: Uint8Array }[]>`
      SELECT substring(der FROM ${at + 1}::int FOR ${SLICE}::int) AS slice FROM crl WHERE id = ${id}::uuid`;
    if (row?.slice.length !== Math.min(SLICE, bytes - at)) throw new Error(`the CRL ${id} is no longer there`);
    der.set(row.slice, at);
  }
  return der;
}
