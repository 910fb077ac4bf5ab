import type { Database, Tx } from "#platform/database.ts";
import type { Template } from "#platform/prisma/enums.ts";

export interface SessionRow {
  readonly browser: string | null;
  readonly os: string | null;
  readonly isNewBrowser: boolean;
  readonly createdAt: Date;
  readonly lastSeenAt: Date;
  readonly template: Template;
  readonly organisation: string | null;
  /** Whether it is the one that asks. */
  readonly isThis: boolean;
}

interface Asked {
  readonly personId: string;
  /** Of the session that asks. */
  readonly tokenSha256: Uint8Array<ArrayBuffer>;
}

/** The living sessions of a person in all capacities, by the same rules as `touchSession`; the one that asks first. */
export async function listSessionsOf(
  db: Database,
  { personId, tokenSha256, now, idleSince }: Asked & { readonly now: Date; readonly idleSince: Date },
): Promise<readonly SessionRow[]> {
  return db.$queryRaw<SessionRow[]>`
    SELECT s.browser, s.os, s.is_new_browser AS "isNewBrowser", s.created_at AS "createdAt", s.last_seen_at AS "lastSeenAt",
      h.template, o.name AS organisation, s.token_sha256 = ${tokenSha256} AS "isThis"
    FROM holder h JOIN session s ON s.holder_id = h.id JOIN certificate c ON c.id = s.certificate_id
      LEFT JOIN organisation o ON o.id = h.organisation_id
    WHERE h.person_id = ${personId}::uuid AND h.blocked_at IS NULL
      AND s.last_seen_at > ${idleSince} AND s.ends_at > ${now}
      AND c.revoked_at IS NULL AND c.not_before <= ${now} AND c.not_after >= ${now}
      AND NOT EXISTS (SELECT FROM revocation_order r
        WHERE r.certificate_id = c.id AND r.done_at IS NULL AND r.reason IS NOT NULL)
    ORDER BY "isThis" DESC, s.last_seen_at DESC, s.created_at DESC`;
}

/** Ends all sessions of a person but the one that asks; how many. */
export async function deleteOtherSessions(tx: Tx, { personId, tokenSha256 }: Asked): Promise<number> {
  return tx.$executeRaw`
    DELETE FROM session s USING holder h
    WHERE h.id = s.holder_id AND h.person_id = ${personId}::uuid AND s.token_sha256 <> ${tokenSha256}`;
}

/** Forgets all browsers of a person but the one that asks: whoever comes back with another one is told of. */
export async function forgetOtherBrowsers(tx: Tx, { personId, tokenSha256 }: Asked): Promise<void> {
  await tx.$executeRaw`
    DELETE FROM known_browser k USING session s
    WHERE k.person_id = ${personId}::uuid AND s.token_sha256 = ${tokenSha256} AND k.browser_sha256 <> s.browser_sha256`;
}

export interface EventRow {
  readonly seq: bigint;
  readonly at: Date;
  readonly action: string;
  readonly facts: unknown;
}

/** The last of these deeds that a person did in any capacity, the newest first, from before `before` on. */
export async function listDeeds(
  db: Database,
  wanted: {
    readonly personId: string;
    readonly actions: readonly string[];
    readonly before: bigint | null;
    readonly take: number;
  },
): Promise<readonly EventRow[]> {
  const { personId, actions, before, take } = wanted;
  // one walk down the index for each capacity: sorting all that somebody ever did would grow with their years
  return db.$queryRaw<EventRow[]>`
    SELECT e.seq, e.at, e.action, e.facts
    FROM holder h CROSS JOIN LATERAL (
      SELECT seq, at, action, facts FROM audit_event
      WHERE actor_id = h.id AND action = ANY (${actions}) AND (${before}::bigint IS NULL OR seq < ${before}::bigint)
      ORDER BY seq DESC LIMIT ${take}) e
    WHERE h.person_id = ${personId}::uuid
    ORDER BY e.seq DESC LIMIT ${take}`;
}
