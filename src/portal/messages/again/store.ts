import type { Tx } from "#platform/database.ts";
import type { MessageState } from "#platform/prisma/enums.ts";
import type { Reasoned } from "#portal/messages/delivery/why-dropped.ts";

/** A message, and all that decides whether it may go out once more; neither what it tells nor where to. */
export interface ToRepeat extends Reasoned {
  readonly state: MessageState;
  readonly certificateId: string | null;
  /** Of the request that it tells of. */
  readonly requestId: string | null;
}

export async function findToRepeat(tx: Tx, id: string): Promise<ToRepeat | null> {
  const [row] = await tx.$queryRaw<ToRepeat[]>`
    SELECT m.kind, m.channel, m.state, m.expires_at AS "expiresAt", m.certificate_id::text AS "certificateId",
      p.email_notices AS "emailNotices", p.notice_kinds_off AS "noticeKindsOff",
      r.id::text AS "requestId", r.state AS "requestState",
      CASE WHEN m.kind = 'EXPIRY' THEN tanba_is_ending(c) END AS "isEnding"
    FROM message m LEFT JOIN person p ON p.id = m.person_id LEFT JOIN certificate c ON c.id = m.certificate_id
      LEFT JOIN key_request r ON r.number = tanba_message_number(m.id)
    WHERE m.id = ${id}::uuid`;
  return row ?? null;
}

interface Repeat {
  readonly repeated: string;
  readonly id: string;
  readonly at: Date;
}

/** Puts what was given up into the outbox once more; false where somebody has done so already. */
export async function insertRepeat(tx: Tx, { repeated, id, at }: Repeat): Promise<boolean> {
  const [row] = await tx.$queryRaw<{ isNew: boolean }[]>`
    SELECT tanba_repeat_message(${repeated}::uuid, ${id}::uuid, ${at}) AS "isNew"`;
  return row?.isNew === true;
}
