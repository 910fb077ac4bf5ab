/** A session that nobody uses ends after 15 minutes, */
export const IDLE_MS = 15 * 60_000;
/** and any session 8 hours after signing in. */
export const ABSOLUTE_MS = 8 * 3_600_000;
