import { type ChildProcess, execFile, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { chownSync, existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { freePort } from "./free-port.ts";
import { type PostgresBinaries, postgresBinaries } from "./postgres-binaries.ts";
import { type Account, serverAccount } from "./server-account.ts";

const run = promisify(execFile);

/** A PostgreSQL server of our own that is up. */
export interface Cluster {
  /** The superuser's connection address for one database. */
  url(database: string): string;
  readonly port: number;
  /** Settles when the server has ended, whoever ended it. */
  readonly ended: Promise<void>;
  /** Ends all connections and the server (a fast shutdown). */
  stop(): Promise<void>;
}

export interface ClusterOptions {
  /** The data folder; made and filled when it is missing. Its parents must let the server's account in. */
  readonly folder: string;
  /** The superuser's password; it must be the same for the life of the folder. */
  readonly password: string;
  /** The TCP port; a free one by default. */
  readonly port?: number | undefined;
  /** Server settings by name, as in postgresql.conf. */
  readonly settings?: Readonly<Record<string, string>>;
}

const SUPERUSER = "tanba";

/**
 * Starts the PostgreSQL that came with npm on a free port of 127.0.0.1, in `folder`.
 *
 * Root starts it under the account `postgres`. A server that a killed supervisor left behind is ended first; the caller
 * makes sure that nobody else is using the folder.
 *
 * @throws {Error} with the server's own last words when it can't be made or does not start
 */
export async function startCluster({ folder, password, port = 0, settings = {} }: ClusterOptions): Promise<Cluster> {
  const account = serverAccount("postgres");
  const binaries = await postgresBinaries(account);
  if (!existsSync(join(folder, "PG_VERSION"))) await initialise(binaries, account, folder, password);
  if (existsSync(join(folder, "postmaster.pid"))) await stopForgotten(binaries, account, folder);

  const listening = port || (await freePort());
  const server = spawn(binaries.postgres, ["-D", folder, ...flags({ ...BASE, ...settings, port: String(listening) })], {
    ...identity(account),
    cwd: "/",
    env: CLEAN_ENV,
    // A session of its own, so that Ctrl-C in the terminal reaches the supervisor alone: it stops the database last.
    detached: true,
    stdio: ["ignore", "ignore", "pipe"],
  });
  await ready(server);

  const ended = new Promise<void>((resolve) => server.once("exit", () => resolve()));
  return {
    url: (database) => `postgresql://${SUPERUSER}:${encodeURIComponent(password)}@127.0.0.1:${listening}/${database}`,
    port: listening,
    ended,
    stop: async () => {
      server.kill("SIGINT");
      await ended;
    },
  };
}

const CLEAN_ENV = { NODE_ENV: "production" as const, PATH: "/usr/bin:/bin", LC_ALL: "C" };

const BASE = { listen_addresses: "127.0.0.1", unix_socket_directories: "", log_min_messages: "warning" };

const flags = (settings: Readonly<Record<string, string>>) =>
  Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]);

const identity = (account: Account | undefined) => (account ? { uid: account.uid, gid: account.gid } : {});

async function initialise(binaries: PostgresBinaries, account: Account | undefined, folder: string, password: string) {
  const passwordFile = join(tmpdir(), `tanba-${randomBytes(8).toString("hex")}`);
  // What an interrupted first start left is nobody's data: PG_VERSION, which initdb writes early, is not there.
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  writeFileSync(passwordFile, password, { mode: 0o600 });
  try {
    if (account) for (const path of [folder, passwordFile]) chownSync(path, account.uid, account.gid);
    await run(
      binaries.initdb,
      [
        ...[`--pgdata=${folder}`, `--username=${SUPERUSER}`, `--pwfile=${passwordFile}`, "--auth=scram-sha-256"],
        ...["--encoding=UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--no-sync"],
      ],
      { ...identity(account), cwd: "/", env: CLEAN_ENV },
    );
  } catch (cause) {
    rmSync(folder, { recursive: true, force: true });
    throw new Error(`PostgreSQL can't make its data folder ${folder}: ${lastWords(cause)}`, { cause });
  } finally {
    rmSync(passwordFile, { force: true });
  }
}

function lastWords(error: unknown): string {
  const told = error instanceof Error && "stderr" in error ? String(error.stderr) : String(error);
  return told.trim().split("\n").slice(-3).join(" ");
}

/** A stale postmaster.pid, of a machine that lost its power, makes pg_ctl fail and PostgreSQL itself clears it. */
async function stopForgotten(binaries: PostgresBinaries, account: Account | undefined, folder: string) {
  await run(binaries.pg_ctl, ["stop", "-D", folder, "-m", "fast", "-w"], {
    ...identity(account),
    cwd: "/",
    env: CLEAN_ENV,
  }).catch(() => undefined);
}

/** The log is looked at while the server starts, for what to say if it does not; afterwards it is only read away. */
function ready(server: ChildProcess): Promise<void> {
  let log = "";
  return new Promise((resolve, reject) => {
    const fail = (cause?: Error) =>
      reject(new Error(`PostgreSQL did not start: ${log.trim().split("\n").slice(-3).join(" ")}`, { cause }));
    server.once("error", fail);
    server.once("exit", () => fail());
    server.stderr?.setEncoding("utf8").on("data", (text: string) => {
      log = (log + text).slice(-10_000);
      if (log.includes("database system is ready to accept connections")) resolve();
    });
  });
}
