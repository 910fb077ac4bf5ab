import { randomBytes } from "node:crypto";
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import type { TestProject } from "vitest/node";
import { startCluster } from "#platform/cluster.ts";
import { migrate, ROLES, type Role } from "#platform/migrate.ts";

/** Where the tests' PostgreSQL is, as handed from the global set-up to the tests. */
export interface TestPostgres {
  /** The superuser's address of the database `postgres`. */
  readonly url: string;
  readonly template: string;
  readonly passwords: Readonly<Record<Role, string>>;
}

declare module "vitest" {
  interface ProvidedContext {
    postgres: TestPostgres;
  }
}

/** Nothing in it outlives the run, so it is told not to wait for the disk. */
const IN_A_HURRY = {
  fsync: "off",
  synchronous_commit: "off",
  full_page_writes: "off",
  max_connections: "300",
  shared_buffers: "64MB",
  autovacuum: "off",
};

/** Starts one PostgreSQL for a run of tests, with a migrated database to copy; returns what stops it. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const home = mkdtempSync(join(tmpdir(), "tanba-test-"));
  chmodSync(home, 0o755);
  const cluster = await startCluster({ folder: join(home, "postgres"), password: secret(), settings: IN_A_HURRY });
  const passwords = Object.fromEntries(ROLES.map((role) => [role, secret()] as const)) as Record<Role, string>;
  const template = "tanba_template";
  const client = new pg.Client({ connectionString: cluster.url("postgres") });
  await client.connect();
  await client.query(`CREATE DATABASE ${template}`);
  await client.end();
  await migrate(cluster.url(template), { passwords });
  project.provide("postgres", { url: cluster.url("postgres"), template, passwords });
  return async () => {
    await cluster.stop();
    rmSync(home, { recursive: true, force: true });
  };
}

const secret = () => randomBytes(16).toString("hex");
