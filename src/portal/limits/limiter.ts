import { RateLimiterPostgres, RateLimiterRes } from "rate-limiter-flexible";
import { PortalError } from "#portal/error.ts";

/** How often one address may come, and how many seconds until it is forgiven. */
const LIMITS = {
  /** A manager signs fifty decisions at once, and colleagues share the address. */
  challenge: { points: 180, seconds: 60 },
  "sign-in": { points: 30, seconds: 60 },
  track: { points: 30, seconds: 3600 },
  /** A holder's own requests: per session, since colleagues share an address. */
  write: { points: 60, seconds: 60 },
  /** A report of thousands of keys is work for seconds. */
  report: { points: 10, seconds: 60 },
  download: { points: 60, seconds: 60 },
  /** So that asking is cheap to refuse; how many codes are sent is the worker's to say. */
  code: { points: 20, seconds: 3600 },
  "email-link": { points: 30, seconds: 3600 },
  /** Somebody who types numbers to see whose they are; a family or an office has one address. */
  "register-question": { points: 20, seconds: 3600 },
  /** A page looks again and again until the state registers have answered. */
  "register-answer": { points: 120, seconds: 60 },
  "first-keys": { points: 10, seconds: 3600 },
  possession: { points: 30, seconds: 3600 },
} as const;

export type Limit = keyof typeof LIMITS;

/** How an SQL text with `$1…` is run; the rows come back. */
export type RunSql = (
  text: string,
  values: readonly unknown[],
) => Promise<readonly Readonly<Record<string, unknown>>[]>;

export interface Limiter {
  /** @throws {PortalError} TOO_MANY_REQUESTS */
  consume(limit: Limit, key: string): Promise<void>;
}

/**
 * Counts in Postgres, so that all web processes count together; who is over the limit is remembered in memory and costs
 * no query.
 *
 * @param points other numbers than the usual, for a test or by configuration
 */
export function createLimiter(run: RunSql, points: Partial<Record<Limit, number>> = {}): Limiter {
  const storeClient = {
    query: async (query: { text: string; values: unknown[] }) => answer(await run(query.text, query.values)),
  };
  const limiters = new Map(
    Object.entries(LIMITS).map(([limit, usual]) => {
      const allowed = points[limit as Limit] ?? usual.points;
      const options = {
        keyPrefix: limit,
        points: allowed,
        duration: usual.seconds,
        inMemoryBlockOnConsumed: allowed + 1,
      };
      return [limit, new RateLimiterPostgres({ ...options, ...STORE, storeClient })];
    }),
  );
  return {
    async consume(limit, key) {
      await limiters.get(limit)?.consume(key).catch(refuse);
    },
  };
}

/** The table is made by a migration, and old rows are the worker's to delete. */
const STORE = { storeType: "client", tableName: "rate_limit", tableCreated: true, clearExpiredByTimeout: false };

/** The library counts with plain numbers. */
function answer(rows: readonly Readonly<Record<string, unknown>>[]) {
  const numbers = rows.map(({ points, expire }) => ({ points: Number(points), expire: Number(expire) }));
  return { rows: numbers, rowCount: rows.length };
}

function refuse(cause: unknown): never {
  if (cause instanceof RateLimiterRes) throw new PortalError("TOO_MANY_REQUESTS");
  throw cause;
}
