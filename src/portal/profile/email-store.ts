import type { Database, Tx } from "#platform/database.ts";

/** A wish for another address, with what proves that the person has it. */
export interface AskedEmail {
  readonly id: string;
  readonly personId: string;
  readonly iin: string;
  readonly email: string;
  /** Whether a code was redeemed for it by a holder of this person, who is not blocked. */
  readonly steppedUp: boolean;
  /** Of the text that the code was for. */
  readonly textSha256: Uint8Array<ArrayBuffer>;
  /** Whether the person has wished for another address since. */
  readonly overtaken: boolean;
}

/** The wish that waits the longest for its link, and is not among `except`. */
export async function findAskedEmail(db: Database, except: readonly string[]): Promise<AskedEmail | null> {
  const [row] = await db.$queryRaw<AskedEmail[]>`
    SELECT e.id, p.id AS "personId", p.iin, e.email, s.text_sha256 AS "textSha256",
      s.redeemed_at IS NOT NULL AND s.purpose = 'EMAIL' AND h.person_id = p.id AND h.blocked_at IS NULL AS "steppedUp",
      EXISTS (SELECT FROM email_change newer WHERE newer.person_id = e.person_id
        AND (newer.asked_at, newer.id) > (e.asked_at, e.id)) AS overtaken
    FROM email_change e JOIN person p ON p.id = e.person_id JOIN step_up s ON s.id = e.step_up_id JOIN holder h ON h.id = s.holder_id
    WHERE e.sent_at IS NULL AND e.refused_for IS NULL AND e.id <> ALL(${except}::uuid[])
    ORDER BY e.asked_at, e.id LIMIT 1`;
  return row ?? null;
}

/** The link is good for a day. False when another worker was faster. */
export async function markLinkSent(tx: Tx, id: string, tokenSha256: Uint8Array<ArrayBuffer>): Promise<boolean> {
  const changed = await tx.$executeRaw`
    UPDATE email_change SET token_sha256 = ${tokenSha256}, sent_at = clock_timestamp(),
      expires_at = clock_timestamp() + interval '1 day'
    WHERE id = ${id}::uuid AND sent_at IS NULL AND refused_for IS NULL`;
  return changed === 1;
}

export async function markEmailRefused(tx: Tx, id: string, code: string): Promise<boolean> {
  const changed = await tx.$executeRaw`
    UPDATE email_change SET refused_for = ${code} WHERE id = ${id}::uuid AND sent_at IS NULL AND refused_for IS NULL`;
  return changed === 1;
}

export interface ChangedEmail {
  readonly id: string;
  readonly personId: string;
  readonly email: string;
  readonly oldEmail: string | null;
}

/** Takes the changes of which nobody has been told yet. */
export async function takeUntold(tx: Tx): Promise<readonly ChangedEmail[]> {
  return tx.$queryRaw<ChangedEmail[]>`
    UPDATE email_change SET told_at = clock_timestamp() WHERE confirmed_at IS NOT NULL AND told_at IS NULL
    RETURNING id, person_id AS "personId", email, old_email AS "oldEmail"`;
}
