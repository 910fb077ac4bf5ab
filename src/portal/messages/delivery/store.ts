import type { Database, Tx } from "#platform/database.ts";
import type { MessageChannel, MessageKind, MessageState, RequestState } from "#platform/prisma/enums.ts";

/** A message that is ours until its lease ends, with all that decides on it, as the register has it now. */
export interface TakenMessage {
  readonly id: string;
  readonly channel: MessageChannel;
  readonly kind: MessageKind;
  readonly address: string | null;
  readonly facts: Readonly<Record<string, unknown>>;
  readonly certificateId: string | null;
  readonly expiresAt: Date | null;
  /** How often it was taken, this time too. Whoever has another number has lost it. */
  readonly attempts: number;
  /** Whether a try before this one may have sent it: its answer was lost, or its worker. */
  readonly maybeSent: boolean;
  /** How many tries before this one may have. */
  readonly doubts: number;

  readonly iin: string | null;
  readonly name: string | null;
  readonly language: string | null;
  readonly email: string | null;
  readonly emailNotices: boolean | null;
  readonly noticeKindsOff: readonly string[] | null;
  /** Of the request that it tells of. */
  readonly requestState: RequestState | null;
  readonly requestEmail: string | null;
  /** Of EXPIRY: whether there still is a reason to tell. */
  readonly isEnding: boolean | null;
}

interface Taking {
  readonly now: Date;
  readonly perMinute: number;
  readonly limit: number;
  readonly leaseMs: number;
}

/** What must not wait behind a thousand notices: a tenth of the rate is kept for it. */
const URGENT = ["CODE", "CONFIRM_EMAIL"];

/**
 * Takes up to `limit` messages that are due, the most urgent kind first, and what was taken by somebody who is gone.
 *
 * All workers together take no more than `perMinute` in any minute, whatever the clock was before.
 */
export async function takeMessages(
  db: Database,
  { now, perMinute, limit, leaseMs }: Taking,
): Promise<readonly TakenMessage[]> {
  return db.$transaction(async (tx) => {
    const room = await lockRoom(tx, now, perMinute);
    const forAll = Math.floor(room - perMinute / 10);
    const kinds = forAll > 0 ? null : URGENT;
    const most = Math.min(limit, forAll > 0 ? forAll : room);
    if (most <= 0) return [];
    const leasedUntil = new Date(now.getTime() + leaseMs);
    return tx.$queryRaw<TakenMessage[]>`
      WITH interrupted AS (
        SELECT id, handed_at IS NOT NULL AS is_doubt,
          handed_at IS NOT NULL OR coalesce(last_error LIKE '% LOST', false) AS maybe_sent FROM message
        WHERE state = 'SENDING' AND (leased_until <= ${now} OR taken_at > ${now}::timestamptz + interval '1 hour')
          AND (${kinds}::text[] IS NULL OR kind::text = ANY (${kinds}::text[]))
        LIMIT ${most} FOR UPDATE SKIP LOCKED
      ), queued AS (
        SELECT id, false AS is_doubt, coalesce(last_error LIKE '% LOST', false) AS maybe_sent FROM message
        WHERE state = 'QUEUED' AND due_at <= ${now} AND (${kinds}::text[] IS NULL OR kind::text = ANY (${kinds}::text[]))
        ORDER BY kind, due_at LIMIT ${most} FOR UPDATE SKIP LOCKED
      ), due AS (
        SELECT * FROM interrupted UNION ALL SELECT * FROM queued LIMIT ${most}
      ), taken AS (
        UPDATE message SET state = 'SENDING', attempts = attempts + 1, taken_at = ${now}, leased_until = ${leasedUntil},
          handed_at = NULL, doubts = doubts + is_doubt::int
        FROM due WHERE message.id = due.id RETURNING message.*, maybe_sent
      )
      SELECT m.id::text, m.channel, m.kind, m.address, m.facts, m.certificate_id::text AS "certificateId",
        m.expires_at AS "expiresAt", m.attempts, m.doubts, m.maybe_sent AS "maybeSent", p.iin,
        concat_ws(' ', p.given_name, p.surname) AS name, p.language, p.email, p.email_notices AS "emailNotices",
        p.notice_kinds_off AS "noticeKindsOff", r.state AS "requestState",
        r.email AS "requestEmail",
        CASE WHEN m.kind = 'EXPIRY' THEN tanba_is_ending(c) END AS "isEnding"
      FROM taken m LEFT JOIN person p ON p.id = m.person_id LEFT JOIN certificate c ON c.id = m.certificate_id
        LEFT JOIN key_request r ON r.number = m.facts->>'number'`;
  });
}

/** How many more may be taken now. One worker after the other, so that two don't count the same room. */
async function lockRoom(tx: Tx, now: Date, perMinute: number): Promise<number> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended('message rate', 0))`;
  const [row] = await tx.$queryRaw<{ used: bigint }[]>`
    SELECT count(*) AS used FROM message
    WHERE taken_at > ${now}::timestamptz - interval '1 minute' AND taken_at <= ${now}`;
  return perMinute - Number(row?.used ?? 0);
}

/**
 * Writes down that a message is about to be handed over: from now on nobody knows, until it is settled.
 *
 * @returns whether it still is ours; otherwise it must not go out
 */
export async function markHanding(
  db: Database,
  { id, attempts }: Pick<TakenMessage, "id" | "attempts">,
  at: Date,
): Promise<boolean> {
  const changed = await db.$executeRaw`
    UPDATE message SET handed_at = ${at} WHERE id = ${id}::uuid AND attempts = ${attempts} AND state = 'SENDING'`;
  return changed === 1;
}

/** What became of a try. */
export interface Outcome {
  readonly state: MessageState;
  /** Whether the other side may have it all the same. */
  readonly isDoubt?: boolean;
  readonly error?: string | undefined;
  readonly providerId?: string | undefined;
  /** When it is tried again, or a receipt is asked for. */
  readonly dueAt?: Date | undefined;
  /** Where it went, masked. */
  readonly sentTo?: string | undefined;
}

/**
 * Writes down what became of a try, while the message still is ours; its secrets go with its settling.
 *
 * @returns whether it was: otherwise somebody else has taken it meanwhile
 */
export async function settleMessage(
  db: Database,
  { id, attempts }: Pick<TakenMessage, "id" | "attempts">,
  { state, isDoubt = false, error, providerId, dueAt, sentTo, at }: Outcome & { readonly at: Date },
): Promise<boolean> {
  const settledAt = state === "QUEUED" ? null : at;
  const sentAt = state === "SENT" ? at : null;
  const changed = await db.$executeRaw`
    UPDATE message SET state = ${state}::"MessageState", last_error = ${error ?? null}, leased_until = NULL,
      due_at = coalesce(${dueAt ?? null}, due_at), sent_at = ${sentAt}, provider_id = ${providerId ?? null},
      settled_at = ${settledAt}, handed_at = NULL, doubts = doubts + ${isDoubt}::boolean::int,
      sent_to = coalesce(${sentTo ?? null}, sent_to),
      facts = CASE WHEN ${settledAt}::timestamptz IS NULL THEN facts ELSE facts - '{code,token}'::text[] END
    WHERE id = ${id}::uuid AND attempts = ${attempts} AND state = 'SENDING'`;
  return changed === 1;
}
