import { createHash } from "node:crypto";
import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";
import type { Env } from "#platform/env.ts";
import { migrate, ROLES, type Role } from "#platform/migrate.ts";
import { reachableBy } from "#platform/reachable-by.ts";
import { serverAccount } from "#platform/server-account.ts";
import type { Folders } from "./folders.ts";
import { type KeptCluster, keepCluster } from "./keep-cluster.ts";
import { type SecretName, secret } from "./secrets.ts";
import { StartError } from "./start-error.ts";

/** The database, up and migrated. */
export interface Register {
  readonly ownerUrl: string;
  readonly urls: Readonly<Record<Role, string>>;
  /** The server that came with us; undefined when DATABASE_URL names another one. */
  readonly cluster: KeptCluster | undefined;
}

/**
 * Opens the register: the database that DATABASE_URL names, or PostgreSQL of our own with its data in `var/postgres`.
 *
 * @throws {StartError} when it can't be reached, made or migrated
 */
export async function openRegister(env: Env, folders: Folders): Promise<Register> {
  const cluster = env.DATABASE_URL === undefined ? await ownCluster(folders) : undefined;
  const ownerUrl = cluster?.url("postgres") ?? env.DATABASE_URL ?? "";
  const urls = {
    tanba_web: env.WEB_DATABASE_URL ?? roleUrl(ownerUrl, "tanba_web", folders),
    tanba_worker: env.WORKER_DATABASE_URL ?? roleUrl(ownerUrl, "tanba_worker", folders),
    tanba_status: env.STATUS_DATABASE_URL ?? roleUrl(ownerUrl, "tanba_status", folders),
    tanba_auditor: env.AUDITOR_DATABASE_URL ?? roleUrl(ownerUrl, "tanba_auditor", folders),
  };
  // for an auditor beside us: the port of our own is another one each time
  if (cluster) {
    writeFileSync(join(folders.secrets, "owner-url"), ownerUrl, { mode: 0o600 });
    writeFileSync(join(folders.secrets, "auditor-url"), urls.tanba_auditor, { mode: 0o600 });
  }
  try {
    await requireReachable(ownerUrl);
    await migrate(ownerUrl, { passwords: passwordsIn(urls) });
  } catch (cause) {
    await cluster?.stop();
    throw cause instanceof StartError ? cause : new StartError(messageOf(cause), { cause });
  }
  return { ownerUrl, urls, cluster };
}

async function ownCluster(folders: Folders): Promise<KeptCluster> {
  try {
    return await keepCluster({
      folder: clusterFolder(folders),
      password: secret(folders.secrets, "postgres"),
      settings: { max_connections: "100", shared_buffers: "128MB", log_min_messages: "warning" },
    });
  } catch (cause) {
    throw new StartError(messageOf(cause), { cause });
  }
}

/**
 * Root's PostgreSQL runs under another account, which may not enter every folder: then its data lies in /var/lib, under a
 * name that `var` gives it, so that a new `var` begins anew.
 */
function clusterFolder({ var: home, postgres, secrets }: Folders): string {
  const account = serverAccount("postgres");
  if (!account || existsSync(join(postgres, "PG_VERSION")) || reachableBy(account, home)) return postgres;
  const name = createHash("sha256").update(secret(secrets, "postgres")).digest("hex").slice(0, 12);
  const folder = `/var/lib/tanba-${name}`;
  console.log(`  The account ${account.name} may not enter ${home}: the database is kept in ${folder}.`);
  return folder;
}

function roleUrl(ownerUrl: string, role: Role & SecretName, folders: Folders): string {
  const url = new URL(ownerUrl);
  url.username = role;
  url.password = secret(folders.secrets, role);
  return url.href;
}

/** The passwords that the processes will use, for the roles that are ours. */
export function passwordsIn(urls: Readonly<Partial<Record<Role, string>>>): Partial<Record<Role, string>> {
  const known = ROLES.flatMap((role) => {
    const url = urls[role] === undefined ? undefined : new URL(urls[role]);
    return url?.username === role && url.password !== "" ? [[role, decodeURIComponent(url.password)] as const] : [];
  });
  return Object.fromEntries(known);
}

async function requireReachable(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  client.on("error", () => undefined);
  try {
    await client.connect();
  } catch (cause) {
    const { hostname, port, pathname } = new URL(url);
    throw new StartError(
      `The database ${pathname.slice(1)} at ${hostname}:${port || 5432} can't be opened: ${messageOf(cause)}.`,
      {
        cause,
      },
    );
  } finally {
    await client.end().catch(() => undefined);
  }
}

function messageOf(cause: unknown): string {
  if (cause instanceof AggregateError && cause.errors.length > 0) return messageOf(cause.errors[0]);
  return cause instanceof Error ? cause.message : String(cause);
}
