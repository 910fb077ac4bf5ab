import { createHash, randomUUID } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { Logger, runMigrations } from "graphile-worker";
import pg from "pg";

/** The roles that the processes, and whoever takes the log along, connect as; `migrate` makes them. */
export const ROLES = ["tanba_web", "tanba_worker", "tanba_status", "tanba_auditor"] as const;
export type Role = (typeof ROLES)[number];

const FOLDER = new URL("../../prisma/migrations/", import.meta.url);
const OLDEST_SERVER = 15;

/** One at a time, however many are started at once: "tanb" in ASCII. */
const LOCK = 0x74616e62;

export interface Migrated {
  /** Names of the migrations that were applied now. */
  readonly applied: readonly string[];
}

/**
 * Brings a database to this version's form: our migrations in order, then graphile-worker's own, then the roles' passwords.
 *
 * Keeps the table that Prisma's own `migrate deploy` keeps, so that either can go on where the other stopped.
 *
 * @param passwords of the roles that get a new one; a role without one keeps what it has
 * @throws {Error} one sentence: the server is too old, or a migration that was applied has changed since
 */
export async function migrate(
  ownerUrl: string,
  { passwords = {} }: { readonly passwords?: Readonly<Partial<Record<Role, string>>> } = {},
): Promise<Migrated> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    await requireRecentServer(client);
    await client.query("SELECT pg_advisory_lock($1)", [LOCK]);
    const applied = await applyMissing(client);
    await migrateQueue(ownerUrl);
    await client.query(QUEUE_GRANTS);
    for (const role of ROLES) await setPassword(client, role, passwords[role]);
    return { applied };
  } finally {
    await client.end();
  }
}

async function requireRecentServer(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ version: string }>("SELECT current_setting('server_version') AS version");
  requireRecent(rows[0]?.version ?? "");
}

/**
 * Silent for a PostgreSQL that is new enough.
 *
 * @param version as the server says it: "18.4", "17beta1"
 * @throws {Error} one sentence
 */
export function requireRecent(version: string): void {
  if (Number.parseInt(version, 10) >= OLDEST_SERVER) return;
  throw new Error(`The database is PostgreSQL ${version}; Tańba needs ${OLDEST_SERVER} or newer.`);
}

async function applyMissing(client: pg.Client): Promise<readonly string[]> {
  await client.query(PRISMA_TABLE);
  const known = await client.query<{ migration_name: string; checksum: string }>(
    "SELECT migration_name, checksum FROM _prisma_migrations WHERE rolled_back_at IS NULL",
  );
  const checksums = new Map(known.rows.map((row) => [row.migration_name, row.checksum]));
  const applied: string[] = [];
  for (const { name, sql, checksum } of migrations()) {
    const before = checksums.get(name);
    if (before === undefined) {
      await applyOne(client, name, sql, checksum);
      applied.push(name);
    } else if (before !== checksum) {
      throw new Error(
        `The migration ${name} has changed since this database got it: restore the file, or begin with a new database.`,
      );
    }
  }
  return applied;
}

async function applyOne(client: pg.Client, name: string, sql: string, checksum: string): Promise<void> {
  await client.query("BEGIN");
  try {
    await client.query(sql);
    await client.query(
      `INSERT INTO _prisma_migrations (id, checksum, migration_name, finished_at, applied_steps_count)
       VALUES ($1, $2, $3, now(), 1)`,
      [randomUUID(), checksum, name],
    );
    await client.query("COMMIT");
  } catch (cause) {
    await client.query("ROLLBACK");
    throw new Error(`The migration ${name} failed: ${cause instanceof Error ? cause.message : cause}`, { cause });
  }
}

function migrations(): readonly { name: string; sql: string; checksum: string }[] {
  return readdirSync(FOLDER, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .toSorted()
    .map((name) => {
      const sql = readFileSync(new URL(`${name}/migration.sql`, FOLDER), "utf8");
      return { name, sql, checksum: createHash("sha256").update(sql).digest("hex") };
    });
}

/** Over a pool of ours, because the one that graphile-worker makes is not closed yet when it returns. */
async function migrateQueue(ownerUrl: string): Promise<void> {
  const pgPool = new pg.Pool({ connectionString: ownerUrl, max: 2 });
  // An error of an idle connection is told by the next query; without a listener it would end the process.
  pgPool.on("error", () => undefined);
  pgPool.on("connect", (client) => client.on("error", () => undefined));
  try {
    await runMigrations({ pgPool, logger: quiet });
  } finally {
    await pgPool.end();
  }
}

async function setPassword(client: pg.Client, role: Role, password: string | undefined): Promise<void> {
  if (password === undefined) return;
  await client.query(`ALTER ROLE ${client.escapeIdentifier(role)} LOGIN PASSWORD ${client.escapeLiteral(password)}`);
}

const quiet = new Logger(() => () => undefined);

/** As Prisma makes it. */
const PRISMA_TABLE = `CREATE TABLE IF NOT EXISTS _prisma_migrations (
  id varchar(36) PRIMARY KEY,
  checksum varchar(64) NOT NULL,
  finished_at timestamptz,
  migration_name varchar(255) NOT NULL,
  logs text,
  rolled_back_at timestamptz,
  started_at timestamptz NOT NULL DEFAULT now(),
  applied_steps_count integer NOT NULL DEFAULT 0
)`;

/**
 * The queue belongs to the worker; its tables are graphile-worker's and change with it, so they are granted as a whole.
 * Their row-level security, which lets the owner alone in, gets a policy for the worker.
 */
const QUEUE_GRANTS = `
  GRANT USAGE ON SCHEMA graphile_worker TO tanba_worker;
  GRANT ALL ON ALL TABLES IN SCHEMA graphile_worker TO tanba_worker;
  GRANT ALL ON ALL SEQUENCES IN SCHEMA graphile_worker TO tanba_worker;
  REVOKE ALL ON ALL FUNCTIONS IN SCHEMA graphile_worker FROM PUBLIC;
  GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA graphile_worker TO tanba_worker;
  -- its tables let nobody but their owner see a row until a policy says otherwise
  DO $$
  DECLARE
    t regclass;
  BEGIN
    FOR t IN
      SELECT c.oid FROM pg_class c
      WHERE c.relnamespace = 'graphile_worker'::regnamespace AND c.relrowsecurity
        AND NOT EXISTS (SELECT FROM pg_policy p WHERE p.polrelid = c.oid AND p.polname = 'tanba_worker')
    LOOP
      EXECUTE format('CREATE POLICY tanba_worker ON %s TO tanba_worker USING (true) WITH CHECK (true)', t);
    END LOOP;
  END $$;
`;
