import { execFileSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { onTestFinished } from "vitest";
import { type Cluster, startCluster } from "#platform/cluster.ts";
import { migrate, ROLES, type Role } from "#platform/migrate.ts";
import type { RoleName, TestDatabase } from "./database.ts";

/** A PostgreSQL that one test has to itself, because it kills it. */
export interface OwnPostgres {
  readonly database: TestDatabase;
  /** SIGKILL to the server and all its processes at once, as when the power fails; @returns how many processes there were */
  kill(): Promise<number>;
  /** Starts it again at the same address over what the disk has. */
  start(): Promise<void>;
}

/** It waits for the disk, as one that is to lose nothing. Ended with the test. */
export async function ownPostgres(): Promise<OwnPostgres> {
  const home = mkdtempSync(join(tmpdir(), "tanba-own-postgres-"));
  chmodSync(home, 0o755);
  const folder = join(home, "postgres");
  const password = secret();
  const settings = { shared_buffers: "32MB", max_connections: "60" };
  let cluster: Cluster | undefined = await startCluster({ folder, password, settings });
  const { port, url } = cluster;
  onTestFinished(async () => {
    await cluster?.stop();
    rmSync(home, { recursive: true, force: true });
  });
  const passwords = Object.fromEntries(ROLES.map((role) => [role, secret()] as const)) as Record<Role, string>;
  await migrate(url("postgres"), { passwords });

  const urlAs = (role: RoleName) => {
    const address = new URL(url("postgres"));
    address.username = `tanba_${role}`;
    address.password = passwords[`tanba_${role}`];
    return address.href;
  };
  return {
    database: { url: url("postgres"), urlAs, close: async () => cluster?.stop() },
    async kill() {
      const server = Number(readFileSync(join(folder, "postmaster.pid"), "utf8").split("\n")[0]);
      const dying = [server, ...childrenOf(server)];
      for (const pid of dying) kill(pid);
      await cluster?.ended;
      cluster = undefined;
      // the next one does not start over memory that a process of the last one still has
      while (living().some(({ pid }) => dying.includes(pid))) await pause(5);
      return dying.length;
    },
    async start() {
      cluster = await startCluster({ folder, password, settings, port });
    },
  };
}

const secret = () => randomBytes(16).toString("hex");

function kill(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    // it has ended meanwhile
  }
}

const childrenOf = (server: number) => living().flatMap(({ pid, parent }) => (parent === server ? [pid] : []));

interface Living {
  readonly pid: number;
  readonly parent: number;
}

/** All processes that have not ended, be they only not yet waited for; a bare Debian has no `ps`. */
function living(): readonly Living[] {
  const lines =
    process.platform === "linux"
      ? readdirSync("/proc").flatMap(linuxProcess)
      : execFileSync("ps", ["-A", "-o", "pid=,stat=,ppid="], { encoding: "utf8" }).trim().split("\n");
  return lines
    .map((line) => line.trim().split(/\s+/))
    .filter(([, state = ""]) => !state.startsWith("Z"))
    .map(([pid, , parent]) => ({ pid: Number(pid), parent: Number(parent) }));
}

/** @see proc_pid_stat(5): the name, in parentheses, may hold anything; the state and the parent follow it */
function linuxProcess(name: string): readonly string[] {
  if (!/^\d+$/.test(name)) return [];
  try {
    return [`${name} ${readFileSync(`/proc/${name}/stat`, "utf8").replace(/^.*\) /s, "")}`];
  } catch {
    // it has ended meanwhile
    return [];
  }
}
