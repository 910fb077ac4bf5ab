import type { Database, Tx } from "#platform/database.ts";

interface Met {
  readonly personId: string;
  readonly browserSha256: Uint8Array<ArrayBuffer>;
  readonly at: Date;
}

/** Remembers that a person signs in from this browser; whether they have from others, and never yet from this one. */
export async function meetBrowser(tx: Tx, { personId, browserSha256, at }: Met): Promise<boolean> {
  // two sign-ins at once would each be the first
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${personId}, 0))`;
  const [row] = await tx.$queryRaw<{ isNew: boolean }[]>`
    WITH met AS (
      INSERT INTO known_browser (person_id, browser_sha256, first_seen_at, last_seen_at)
      VALUES (${personId}::uuid, ${browserSha256}, ${at}, ${at})
      ON CONFLICT (person_id, browser_sha256)
        DO UPDATE SET last_seen_at = GREATEST(known_browser.last_seen_at, EXCLUDED.last_seen_at))
    SELECT COALESCE(bool_and(browser_sha256 <> ${browserSha256}), false) AS "isNew"
    FROM known_browser WHERE person_id = ${personId}::uuid`;
  return row?.isNew ?? false;
}

/** Forgets what was last seen before `since`, but for the last browser of a person: the next one is to be told of. */
export async function forgetBrowsers(db: Database, since: Date): Promise<void> {
  await db.$executeRaw`
    DELETE FROM known_browser old WHERE last_seen_at < ${since} AND EXISTS (
      SELECT FROM known_browser WHERE person_id = old.person_id AND last_seen_at > old.last_seen_at)`;
}
