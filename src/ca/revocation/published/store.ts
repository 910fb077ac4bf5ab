import { concatBytes } from "#pki/bytes.ts";
import type { Tx } from "#platform/database.ts";
import { Prisma } from "#platform/prisma/client.ts";
import { newRowId } from "#platform/row-id.ts";
import type { CrlScope } from "../store.ts";

export interface NewCrl extends CrlScope {
  readonly kind: "FULL" | "DELTA";
  readonly number: bigint;
  /** DER in pieces that follow each other. */
  readonly pieces: readonly Uint8Array[];
  readonly thisUpdate: Date;
  readonly nextUpdate: Date;
}

/** What goes to the register in one go: a millisecond's work, however large the list is. */
const SLICE_BYTES = 1 << 16;

/** Publishes a CRL: `status` is told when the transaction commits. */
export async function recordCrl(tx: Tx, { issuerId, shard, kind, number, pieces, ...times }: NewCrl): Promise<void> {
  const [thisUpdate, nextUpdate] = [times.thisUpdate.toISOString(), times.nextUpdate.toISOString()];
  const bytes = pieces.reduce((sum, { length }) => sum + length, 0);
  const large = bytes > SLICE_BYTES ? await handOver(tx, pieces) : undefined;
  await tx.$executeRaw`
    INSERT INTO crl (id, issuer_id, kind, shard, number, der, this_update, next_update)
    VALUES (${newRowId()}::uuid, ${issuerId}::uuid, ${kind}, ${shard}, ${number},
      ${large === undefined ? Prisma.sql`${concatBytes(...pieces)}` : Prisma.sql`lo_get(${large}::oid)`},
      ${thisUpdate}::timestamptz, ${nextUpdate}::timestamptz)`;
  if (large !== undefined) await tx.$executeRaw`SELECT lo_unlink(${large}::oid)`;
}

/**
 * Hands a large list over slice by slice, as a large object that lives no longer than the transaction. In one go nobody else
 * would have a turn: Prisma turns a parameter into text and back.
 */
async function handOver(tx: Tx, pieces: readonly Uint8Array[]): Promise<number> {
  const [made] = await tx.$queryRaw<{ oid: number }[]>`SELECT lo_create(0)::int8::float8 AS oid`;
  if (!made) throw new Error("the register made no large object");
  let at = 0;
  for (const piece of pieces) {
    for (let from = 0; from < piece.length; from += SLICE_BYTES) {
      const slice = piece.subarray(from, from + SLICE_BYTES);
      await tx.$executeRaw`SELECT lo_put(${made.oid}::oid, ${at}::int8, ${slice})`;
      at += slice.length;
    }
  }
  return made.oid;
}
