import type { Database, Tx } from "#platform/database.ts";
import { newRowId } from "#platform/row-id.ts";
import type { StepUpPurpose } from "./contract.ts";

interface Ask {
  readonly holderId: string;
  readonly purpose: StepUpPurpose;
  readonly textSha256: Uint8Array<ArrayBuffer>;
  readonly reference: string | null;
  readonly wanted: "SMS" | "EMAIL";
}

/** Writes down that a code is asked for, and puts the worker to it; its id. */
export async function createAsk(tx: Tx, ask: Ask): Promise<string> {
  const { holderId, purpose, textSha256, reference, wanted } = ask;
  const id = newRowId();
  await tx.$executeRaw`
    INSERT INTO step_up (id, holder_id, purpose, text_sha256, reference, wanted)
    VALUES (${id}::uuid, ${holderId}::uuid, ${purpose}::"StepUpPurpose", ${textSha256}, ${reference},
      ${wanted}::"MessageChannel")`;
  await tx.$executeRaw`SELECT tanba_queue_codes()`;
  return id;
}

export interface AskedCode {
  readonly purpose: StepUpPurpose;
  readonly textSha256: Uint8Array<ArrayBuffer>;
  readonly delayed: boolean;
  readonly channel: "SMS" | "EMAIL" | null;
  readonly sentTo: string | null;
  /** By the register's clock. */
  readonly secondsLeft: number | null;
  /** Redeemed, ended, tried out, or older than it may be. */
  readonly ended: boolean;
  readonly refusedFor: string | null;
}

/** A holder's own code; null for another's as for one that is not. */
export async function findAsked(db: Database, { id, holderId }: { id: string; holderId: string }) {
  const [row] = await db.$queryRaw<AskedCode[]>`
    SELECT purpose::text, text_sha256 AS "textSha256", delayed_at IS NOT NULL AS delayed, channel::text,
      sent_to AS "sentTo", floor(extract(epoch FROM expires_at - clock_timestamp()))::int AS "secondsLeft",
      redeemed_at IS NOT NULL OR ended_at IS NOT NULL OR tries >= 5 OR COALESCE(expires_at <= clock_timestamp(), false) AS ended,
      refused_for AS "refusedFor"
    FROM step_up WHERE id = ${id}::uuid AND holder_id = ${holderId}::uuid`;
  return row ?? null;
}

export type Redeemed = "REDEEMED" | "WRONG" | "TOO_MANY" | "EXPIRED" | "UNKNOWN";

interface Try {
  readonly id: string;
  readonly holderId: string;
  readonly textSha256: Uint8Array<ArrayBuffer>;
  readonly digits: string;
}

/** Tries a code. The try counts once this transaction is over, so it is one of its own. */
export async function tryCode(tx: Tx, { id, holderId, textSha256, digits }: Try): Promise<Redeemed> {
  const [row] = await tx.$queryRaw<{ outcome: Redeemed }[]>`
    SELECT tanba_redeem_code(${id}::uuid, ${holderId}::uuid, ${textSha256}, ${digits}) AS outcome`;
  return row?.outcome ?? "UNKNOWN";
}
