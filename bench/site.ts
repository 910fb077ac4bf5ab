import { randomBytes } from "node:crypto";
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { findIssuer, recordAuthority } from "#ca/store.ts";
import { composeContext } from "#compose";
import { startCluster } from "#platform/cluster.ts";
import { type Database, openDatabase } from "#platform/database.ts";
import { migrate, type Role } from "#platform/migrate.ts";
import type { Context } from "#portal/context.ts";
import type { IssuingContext } from "#portal/requests/issuing-context.ts";
import { signerClient } from "#signer/client.ts";
import { makeHierarchy } from "../src/ceremony/make-hierarchy.ts";
import { endWith } from "./ending.ts";
import { ownProcess } from "./own-process.ts";

export const ORIGIN = "https://tanba.test";
export const STATUS_URL = "http://status.tanba.test";
const DATABASE = "bench";

/** An installation of its own for one figure: a PostgreSQL that waits for the disk, an authority, the signer's process. */
export interface Site {
  /** The register as its owner, for arranging. */
  readonly owner: Database;
  /** What visitors reach, with the rights of `web`. */
  readonly web: Context;
  /** What the worker reaches, with the rights of `worker`. */
  readonly issuing: IssuingContext;
  urlAs(role: Role | "owner"): string;
  /** The environment of our processes here. */
  readonly env: Readonly<Record<string, string>>;
  /** Where the signer answers. */
  readonly socketPath: string;
  readonly signerPid: number;
  close(): Promise<void>;
}

const secret = () => randomBytes(16).toString("hex");

/** Brings up an installation in a temporary folder; `close` ends all its processes and removes the folder. */
export async function openSite({ connections }: { readonly connections: number }): Promise<Site> {
  const home = mkdtempSync(join(tmpdir(), "tanba-bench-"));
  chmodSync(home, 0o755);
  const closing: (() => unknown)[] = [() => rmSync(home, { recursive: true, force: true })];
  const close = endWith(async () => {
    for (const step of closing.splice(0).reverse()) await step();
  });
  try {
    return { ...(await open({ home, connections, later: (step) => closing.push(step) })), close };
  } catch (error) {
    await close();
    throw error;
  }
}

interface Opening {
  readonly home: string;
  readonly connections: number;
  later(step: () => unknown): void;
}

async function open({ home, connections, later }: Opening): Promise<Omit<Site, "close">> {
  const settings = { fsync: "on", synchronous_commit: "on", full_page_writes: "on" };
  const cluster = await startCluster({ folder: join(home, "postgres"), password: secret(), settings });
  later(cluster.stop);
  const passwords = { tanba_web: secret(), tanba_worker: secret(), tanba_status: secret(), tanba_auditor: secret() };
  await createDatabase(cluster.url("postgres"));
  await migrate(cluster.url(DATABASE), { passwords });
  const urlAs = (role: Role | "owner") => {
    const url = new URL(cluster.url(DATABASE));
    if (role === "owner") return url.href;
    url.username = role;
    url.password = passwords[role];
    return url.href;
  };
  const opened = (role: Role | "owner", max: number) => {
    const db = openDatabase(urlAs(role), { max });
    later(() => db.$disconnect());
    return db;
  };

  const owner = opened("owner", 4);
  const passphrase = secret();
  const ceremony = { now: new Date(), statusUrl: STATUS_URL, passphrase: () => passphrase, by: ["a bench"] };
  await recordAuthority(owner, await makeHierarchy({ dir: join(home, "authority"), ...ceremony }));
  const env = {
    TANBA_VAR: home,
    TANBA_ORIGIN: ORIGIN,
    TANBA_STATUS_URL: STATUS_URL,
    TANBA_SIGNER_PER_MINUTE: "100000000",
    TANBA_LOG_LEVEL: "info",
    WORKER_DATABASE_URL: urlAs("tanba_worker"),
  };
  const signerProcess = await ownProcess("signer", env, passphrase);
  later(signerProcess.stop);
  const socketPath = join(home, "run", "signer.sock");
  const signer = signerClient(socketPath);
  later(() => signer.close());

  const worker = await composeContext(opened("tanba_worker", connections), ORIGIN);
  const { primitives, clock } = worker;
  const authority = { issuer: await findIssuer(owner), signer, statusUrl: STATUS_URL, crlShards: 8, primitives, clock };
  const web = await composeContext(opened("tanba_web", connections), ORIGIN);
  return { owner, web, issuing: { ...worker, authority }, urlAs, env, socketPath, signerPid: signerProcess.pid };
}

async function createDatabase(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(`CREATE DATABASE ${DATABASE}`);
  await client.end();
}
