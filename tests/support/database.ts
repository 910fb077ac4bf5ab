import { randomBytes } from "node:crypto";
import pg from "pg";
import { inject, onTestFinished } from "vitest";

/** By whom a register is opened. */
export type RoleName = "web" | "worker" | "status" | "auditor";

/** A register of its own for one test: migrated, empty, dropped on `close`. */
export interface TestDatabase {
  /** As the owner. */
  readonly url: string;
  /** As one of the processes. */
  urlAs(role: RoleName): string;
  /** Drops it, with the connections that are still open. */
  close(): Promise<void>;
}

/** Copies the migrated template, in about 0.1 s. Dropped when the test ends, if `close` was not called before. */
export async function testDatabase(): Promise<TestDatabase> {
  const postgres = inject("postgres");
  const name = `test_${randomBytes(8).toString("hex")}`;
  await asSuperuser(postgres.url, `CREATE DATABASE ${name} TEMPLATE ${postgres.template} STRATEGY FILE_COPY`);

  const at = (role?: RoleName) => {
    const url = new URL(postgres.url);
    url.pathname = `/${name}`;
    if (role) {
      url.username = `tanba_${role}`;
      url.password = postgres.passwords[`tanba_${role}`];
    }
    return url.href;
  };
  const close = () => asSuperuser(postgres.url, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
  return { url: at(), urlAs: at, close: dropLater(close) };
}

/** Outside a test, as in beforeAll, there is no test to end: then the caller closes. */
function dropLater(close: () => Promise<void>): () => Promise<void> {
  try {
    onTestFinished(close);
  } catch {
    // called from a hook
  }
  return close;
}

async function asSuperuser(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
