import type { Database, Tx } from "#platform/database.ts";
import type { Contact } from "./choose-contact.ts";
import type { StepUpPurpose } from "./contract.ts";

/** A code that somebody waits for, with whose it is. */
export interface WaitingCode {
  readonly id: string;
  readonly holderId: string;
  readonly purpose: StepUpPurpose;
  readonly reference: string | null;
  readonly wanted: "SMS" | "EMAIL";
  readonly personId: string;
  readonly iin: string;
  readonly email: string | null;
  readonly emailSince: Date | null;
  readonly blocked: boolean;
}

/** Ends what nobody waits for any more: asked for again meanwhile, or half an hour ago, when the text's own value is over too. */
export async function endOvertaken(db: Database): Promise<void> {
  await db.$executeRaw`
    UPDATE step_up s SET ended_at = clock_timestamp()
    WHERE sent_at IS NULL AND ended_at IS NULL AND refused_for IS NULL AND (
      asked_at < clock_timestamp() - interval '30 minutes' OR EXISTS (SELECT FROM step_up newer
        WHERE newer.holder_id = s.holder_id AND newer.purpose = s.purpose AND (newer.asked_at, newer.id) > (s.asked_at, s.id)))`;
}

/** The code that is waited for the longest, and is not among `except`. */
export async function findWaiting(db: Database, except: readonly string[]): Promise<WaitingCode | null> {
  const [row] = await db.$queryRaw<WaitingCode[]>`
    SELECT s.id, s.holder_id AS "holderId", s.purpose::text, s.reference, s.wanted::text, p.id AS "personId", p.iin, p.email,
      p.email_since AS "emailSince", h.blocked_at IS NOT NULL AS blocked
    FROM step_up s JOIN holder h ON h.id = s.holder_id JOIN person p ON p.id = h.person_id
    WHERE s.sent_at IS NULL AND s.ended_at IS NULL AND s.refused_for IS NULL AND s.id <> ALL(${except}::uuid[])
    ORDER BY s.asked_at, s.id LIMIT 1`;
  return row ?? null;
}

/** Whether it still waits; nobody else sends it, or another to this person, until the transaction is over. */
export async function lockWaiting(tx: Tx, { id, personId }: WaitingCode): Promise<boolean> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended('codes of ' || ${personId}::text, 0))`;
  const rows = await tx.$queryRaw<unknown[]>`
    SELECT FROM step_up WHERE id = ${id}::uuid AND sent_at IS NULL AND ended_at IS NULL AND refused_for IS NULL FOR UPDATE`;
  return rows.length === 1;
}

/** How many codes went to a person within the last hour, and within the last day. */
export async function countSent(tx: Tx, personId: string): Promise<{ readonly hour: number; readonly day: number }> {
  const [row] = await tx.$queryRaw<{ hour: number; day: number }[]>`
    SELECT count(*) FILTER (WHERE sent_at > clock_timestamp() - interval '1 hour')::int AS hour, count(*)::int AS day
    FROM step_up WHERE holder_id IN (SELECT id FROM holder WHERE person_id = ${personId}::uuid)
      AND sent_at > clock_timestamp() - interval '1 day'`;
  return row ?? { hour: 0, day: 0 };
}

interface Made {
  readonly contact: Contact;
  readonly sentTo: string;
  readonly salt: Uint8Array<ArrayBuffer>;
  readonly hash: Uint8Array<ArrayBuffer>;
}

/** From now on this is the holder's one code for its purpose, for five minutes. */
export async function markSent(tx: Tx, { id, holderId, purpose }: WaitingCode, made: Made): Promise<void> {
  const { contact, sentTo, salt, hash } = made;
  await tx.$executeRaw`
    UPDATE step_up SET ended_at = clock_timestamp() WHERE holder_id = ${holderId}::uuid AND purpose = ${purpose}::"StepUpPurpose"
      AND sent_at IS NOT NULL AND redeemed_at IS NULL AND ended_at IS NULL`;
  await tx.$executeRaw`
    UPDATE step_up SET sent_at = clock_timestamp(), expires_at = clock_timestamp() + interval '5 minutes',
      channel = ${contact.channel}::"MessageChannel", sent_to = ${sentTo}, code_salt = ${salt}, code_hash = ${hash}
    WHERE id = ${id}::uuid`;
}

export async function markRefused(tx: Tx, id: string, refusedFor: string): Promise<void> {
  await tx.$executeRaw`UPDATE step_up SET refused_for = ${refusedFor} WHERE id = ${id}::uuid`;
}

/** Those who wait are told that the register does not answer. */
export async function markDelayed(db: Database): Promise<void> {
  await db.$executeRaw`
    UPDATE step_up SET delayed_at = clock_timestamp()
    WHERE sent_at IS NULL AND ended_at IS NULL AND refused_for IS NULL AND delayed_at IS NULL`;
}
