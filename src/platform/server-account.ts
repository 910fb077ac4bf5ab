import { execFileSync } from "node:child_process";

/** An account of the operating system that a child process is started under. */
export interface Account {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
}

/**
 * The account for a server that refuses to run as root: undefined for an ordinary user, who runs it as themselves.
 *
 * Root gets the system account `name`, made when it is missing.
 *
 * @throws {Error} when the account can't be made
 */
export function serverAccount(name: string): Account | undefined {
  if (process.getuid?.() !== 0) return undefined;
  return lookUp(name) ?? create(name);
}

function lookUp(name: string): Account | undefined {
  try {
    return { name, uid: idOf("-u", name), gid: idOf("-g", name) };
  } catch {
    return undefined;
  }
}

function idOf(flag: "-u" | "-g", name: string): number {
  return Number(execFileSync("id", [flag, name], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }));
}

function create(name: string): Account {
  try {
    execFileSync("useradd", ["--system", "--user-group", "--no-create-home", "--shell", "/usr/sbin/nologin", name], {
      stdio: "ignore",
    });
    return { name, uid: idOf("-u", name), gid: idOf("-g", name) };
  } catch (cause) {
    throw new Error(`The account "${name}" is missing and can't be made: start as an ordinary user, not as root.`, {
      cause,
    });
  }
}
