import { concatBytes } from "#pki/bytes.ts";
import type { Tx } from "#platform/database.ts";
import { Prisma } from "#platform/prisma/client.ts";
import { newRowId } from "#platform/row-id.ts";
import type { CrlScope } from "../store.ts";

export interface NewCrl extends CrlScope {
  readonly kind: "FULL" | "DELTA";
  readonly number: bigint;
  /** DER: what stands before the signed part, that part, and what follows it. */
  readonly head: Uint8Array;
  readonly body: LaidDown;
  readonly tail: Uint8Array;
  readonly thisUpdate: Date;
  readonly nextUpdate: Date;
}

/** The signed part of a list: as it is where it is small, and else a large object of the transaction that made it. */
export interface LaidDown {
  readonly bytes: number;
  readonly kept: Uint8Array | number;
}

/** What goes to the register in one go: a millisecond's work, however large the list is. */
const SLICE_BYTES = 1 << 16;

/**
 * Takes the signed part of a list to the register, before there is a signature. A large one goes slice by slice, as a large
 * object that lives no longer than the transaction: in one go nobody else would have a turn, since Prisma turns a parameter
 * into text and back.
 */
export async function layDown(tx: Tx, pieces: readonly Uint8Array[]): Promise<LaidDown> {
  const bytes = pieces.reduce((sum, { length }) => sum + length, 0);
  if (bytes <= SLICE_BYTES) return { bytes, kept: concatBytes(...pieces) };
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
  return { bytes, kept: made.oid };
}

/** Publishes a CRL: `status` is told when the transaction commits. */
export async function recordCrl(tx: Tx, crl: NewCrl): Promise<void> {
  const { issuerId, shard, kind, number, head, body, tail } = crl;
  const [thisUpdate, nextUpdate] = [crl.thisUpdate.toISOString(), crl.nextUpdate.toISOString()];
  const isLarge = typeof body.kept === "number";
  const signed = isLarge ? Prisma.sql`lo_get(${body.kept}::oid)` : Prisma.sql`${body.kept}::bytea`;
  await tx.$executeRaw`
    INSERT INTO crl (id, issuer_id, kind, shard, number, der, this_update, next_update)
    VALUES (${newRowId()}::uuid, ${issuerId}::uuid, ${kind}, ${shard}, ${number},
      ${head}::bytea || ${signed} || ${tail}::bytea, ${thisUpdate}::timestamptz, ${nextUpdate}::timestamptz)`;
  if (isLarge) await tx.$executeRaw`SELECT lo_unlink(${body.kept}::oid)`;
}
