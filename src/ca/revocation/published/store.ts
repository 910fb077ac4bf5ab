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

/** The signed part of a list: as it is where it is small, and else by the name of its slices in the register. */
export interface LaidDown {
  readonly bytes: number;
  readonly kept: Uint8Array | string;
}

/** What goes to the register in one go: a millisecond's work, however large the list is. */
const SLICE_BYTES = 1 << 16;

/**
 * Takes the signed part of a list to the register, before there is a signature. A large one goes slice by slice: in one
 * go nobody else would have a turn, since Prisma turns a parameter into text and back.
 */
export async function layDown(tx: Tx, pieces: readonly Uint8Array[]): Promise<LaidDown> {
  const bytes = pieces.reduce((sum, { length }) => sum + length, 0);
  if (bytes <= SLICE_BYTES) return { bytes, kept: concatBytes(...pieces) };
  const kept = newRowId();
  let at = 0;
  for (const piece of pieces) {
    for (let from = 0; from < piece.length; from += SLICE_BYTES) {
      const slice = piece.subarray(from, from + SLICE_BYTES);
      await tx.$executeRaw`INSERT INTO crl_slice (crl_id, at, bytes) VALUES (${kept}::uuid, ${at++}, ${slice})`;
    }
  }
  return { bytes, kept };
}

/** Publishes a CRL: `status` is told when the transaction commits. */
export async function recordCrl(tx: Tx, crl: NewCrl): Promise<void> {
  const { issuerId, shard, kind, number, head, tail } = crl;
  const { kept } = crl.body;
  const [thisUpdate, nextUpdate] = [crl.thisUpdate.toISOString(), crl.nextUpdate.toISOString()];
  const isLarge = typeof kept === "string";
  const der = isLarge ? wholeOf(kept, head, tail) : Prisma.sql`${concatBytes(head, kept, tail)}`;
  await tx.$executeRaw`
    INSERT INTO crl (id, issuer_id, kind, shard, number, der, this_update, next_update)
    VALUES (${newRowId()}::uuid, ${issuerId}::uuid, ${kind}, ${shard}, ${number}, ${der},
      ${thisUpdate}::timestamptz, ${nextUpdate}::timestamptz)`;
  if (isLarge) await tx.$executeRaw`DELETE FROM crl_slice WHERE crl_id = ${kept}::uuid`;
}

const AFTER_ALL = 2_147_483_647;

/** What was laid down, between what stands before and after it: each `||` would copy tens of megabytes once more. */
const wholeOf = (kept: string, head: Uint8Array, tail: Uint8Array) => Prisma.sql`(
  SELECT string_agg(bytes, '' ORDER BY at) FROM (
    VALUES (-1, ${head}::bytea), (${AFTER_ALL}, ${tail}::bytea)
    UNION ALL SELECT at, bytes FROM crl_slice WHERE crl_id = ${kept}::uuid
  ) piece (at, bytes))`;
