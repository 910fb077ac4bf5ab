import { execFileSync, spawnSync } from "node:child_process";
import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";

/** A program of the system that tests call, under any of its names, and the Debian package that brings it. */
interface Need {
  readonly names: readonly string[];
  readonly debian: string;
  readonly brew: string;
}

const NEEDS = {
  chromium: {
    names: ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"],
    debian: "chromium",
    brew: "--cask chromium",
  },
  openssl: { names: ["openssl"], debian: "openssl", brew: "openssl@3" },
  keytool: { names: ["keytool"], debian: "default-jre-headless", brew: "openjdk" },
  /** A validator of Java's own has to be compiled before it can be asked. */
  javac: { names: ["javac"], debian: "default-jdk-headless", brew: "openjdk" },
  certtool: { names: ["certtool", "gnutls-certtool"], debian: "gnutls-bin", brew: "gnutls" },
  nginx: { names: ["nginx"], debian: "nginx-light", brew: "nginx" },
  ocsptool: { names: ["ocsptool"], debian: "gnutls-bin", brew: "gnutls" },
} as const satisfies Record<string, Need>;

export type ProgramName = keyof typeof NEEDS;

/** Where Debian puts what serves, which is not on the path of everybody. */
const SERVERS = "/usr/sbin";

/** The path of a program, or undefined when it is not there. */
export function findProgram(program: ProgramName): string | undefined {
  const folders = [...(process.env["PATH"] ?? "").split(delimiter), SERVERS];
  return NEEDS[program].names.flatMap((name) => folders.map((folder) => join(folder, name))).find(isExecutable);
}

/**
 * The path of a program; installs it on Debian when root asks.
 *
 * @throws {Error} with the command that installs it
 */
export function needProgram(program: ProgramName): string {
  const { debian, brew } = NEEDS[program];
  const found = findProgram(program) ?? (mayInstall() ? install(program) : undefined);
  if (found) return found;
  throw new Error(
    `${program} is missing. Debian and Ubuntu: sudo apt-get install --no-install-recommends ${debian}. macOS: brew install ${brew}.`,
  );
}

const mayInstall = () => process.getuid?.() === 0 && spawnSync("apt-get", ["--version"]).status === 0;

function install(program: ProgramName): string | undefined {
  const { debian } = NEEDS[program];
  console.log(`  … installing ${debian} with apt-get`);
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  try {
    execFileSync("apt-get", ["update", "-q"], { env, stdio: "ignore" });
    execFileSync("apt-get", ["install", "-q", "-y", "--no-install-recommends", debian], { env, stdio: "ignore" });
  } catch {
    return undefined;
  }
  return findProgram(program);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
