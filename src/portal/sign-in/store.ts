import type { Database, Tx } from "#platform/database.ts";
import type { DocumentPurpose } from "#platform/prisma/enums.ts";
import type { Actor } from "#portal/actor.ts";

export interface OpenChallenge {
  readonly nonceSha256: Uint8Array<ArrayBuffer>;
  readonly purpose: DocumentPurpose;
  readonly browserSha256: Uint8Array<ArrayBuffer>;
  readonly holderId: string | null;
  readonly requestNumber: string | null;
  readonly createdAt: Date;
  readonly expiresAt: Date;
}

/** Keeps a challenge, and of this browser's older ones no more than `others`: the oldest go. */
export async function keepChallenge(db: Database, challenge: OpenChallenge, others: number): Promise<void> {
  const { browserSha256, createdAt } = challenge;
  await db.$transaction([
    // Two tabs at once would each count without the other's.
    db.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(encode(${browserSha256}, 'hex'), 0))`,
    db.$executeRaw`
      DELETE FROM challenge WHERE browser_sha256 = ${browserSha256} AND nonce_sha256 NOT IN (
        SELECT nonce_sha256 FROM challenge WHERE browser_sha256 = ${browserSha256} AND expires_at > ${createdAt}
        ORDER BY created_at DESC LIMIT ${others})`,
    db.challenge.create({ data: challenge }),
  ]);
}

/** Removes the challenge and says what it was, in one statement: nobody else can get it, whatever becomes of this try. */
export async function removeChallenge(
  db: Database,
  nonceSha256: Uint8Array<ArrayBuffer>,
): Promise<OpenChallenge | null> {
  const [row] = await db.$queryRaw<OpenChallenge[]>`
    DELETE FROM challenge WHERE nonce_sha256 = ${nonceSha256}
    RETURNING nonce_sha256 AS "nonceSha256", purpose, browser_sha256 AS "browserSha256", holder_id AS "holderId",
      request_number AS "requestNumber", created_at AS "createdAt", expires_at AS "expiresAt"`;
  return row ?? null;
}

/** Whose capacity this is, and since when it is blocked, if it is. */
export async function findHolder(db: Database, id: string) {
  return db.holder.findUniqueOrThrow({ where: { id }, select: { personId: true, blockedAt: true } });
}

export interface NewSession {
  readonly tokenSha256: Uint8Array<ArrayBuffer>;
  readonly holderId: string;
  readonly certificateId: string;
  readonly browser: string | null;
  readonly os: string | null;
  readonly browserSha256: Uint8Array<ArrayBuffer>;
  readonly isNewBrowser: boolean;
  readonly createdAt: Date;
  readonly lastSeenAt: Date;
  readonly endsAt: Date;
}

export async function createSession(tx: Tx, session: NewSession): Promise<void> {
  await tx.session.create({ data: session });
}

/** Ends the session; null when there was none. */
export async function deleteSession(tx: Tx, tokenSha256: Uint8Array<ArrayBuffer>) {
  const [row] = await tx.$queryRaw<{ holderId: string; certificateId: string }[]>`
    DELETE FROM session WHERE token_sha256 = ${tokenSha256}
    RETURNING holder_id AS "holderId", certificate_id AS "certificateId"`;
  return row ?? null;
}

/** Whose living session this is, as the register has them now; marks it as used at `now`. One statement, one look. */
export async function touchSession(
  db: Database,
  { tokenSha256, now, idleSince }: { tokenSha256: Uint8Array<ArrayBuffer>; now: Date; idleSince: Date },
): Promise<Actor | null> {
  const [row] = await db.$queryRaw<Actor[]>`
    UPDATE session s SET last_seen_at = GREATEST(s.last_seen_at, ${now})
    FROM certificate c
      JOIN holder h ON h.id = c.holder_id
      JOIN person p ON p.id = h.person_id
      LEFT JOIN organisation o ON o.id = h.organisation_id
    WHERE s.token_sha256 = ${tokenSha256} AND s.last_seen_at > ${idleSince} AND s.ends_at > ${now}
      AND c.id = s.certificate_id AND c.revoked_at IS NULL AND c.not_before <= ${now} AND c.not_after >= ${now}
      AND NOT EXISTS (SELECT FROM revocation_order r
        WHERE r.certificate_id = c.id AND r.done_at IS NULL AND r.reason IS NOT NULL)
      AND h.id = s.holder_id AND h.blocked_at IS NULL
    RETURNING h.id AS "holderId", p.id AS "personId", p.iin, p.surname, p.given_name AS "givenName", p.patronymic,
      p.email, p.language, p.email_notices AS "emailNotices", p.notice_kinds_off AS "noticeKindsOff", h.template,
      h.organisation_id AS "organisationId", o.bin, o.name AS organisation, c.id AS "certificateId",
      CASE WHEN h.template IN ('RIGHT_TO_SIGN', 'HR') THEN tanba_delegated_kinds(h.id, ${now})::text[] END AS "decidesFor"`;
  return row ?? null;
}

/** Removes what ended before `now`, and sessions that nobody has used since `idleSince`. */
export async function deleteEnded(db: Database, now: Date, idleSince: Date): Promise<void> {
  await db.$executeRaw`DELETE FROM challenge WHERE expires_at <= ${now}`;
  await db.$executeRaw`DELETE FROM session WHERE ends_at <= ${now} OR last_seen_at <= ${idleSince}`;
}
