import { spawn } from "node:child_process";
import { cpSync, existsSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { StartError } from "./start-error.ts";

/** The checkout. */
export const ROOT = join(import.meta.dirname, "../..");

const STANDALONE = join(ROOT, ".next/standalone");
const STAMP = join(ROOT, ".next/tanba-built");
const SOURCES = ["src", "public", "prisma/schema.prisma", "next.config.ts", "package.json", "package-lock.json"];

const GENERATED = join(ROOT, "src/platform/prisma");

/** The program of `web`: plain Node, no Next command. */
export const WEB_SERVER = join(STANDALONE, "server.js");

/** Whether the production build is there and no source is younger. */
export function isBuilt(): boolean {
  if (!existsSync(STAMP) || !existsSync(WEB_SERVER)) return false;
  const built = statSync(STAMP).mtimeMs;
  return SOURCES.map((path) => join(ROOT, path)).every((path) => !existsSync(path) || newestIn(path) <= built);
}

/** The generated client is left out: each installation writes it anew, and schema.prisma stands for it. */
function newestIn(path: string): number {
  if (path === GENERATED) return 0;
  const found = statSync(path);
  if (!found.isDirectory()) return found.mtimeMs;
  return Math.max(0, ...readdirSync(path).map((name) => newestIn(join(path, name))));
}

/**
 * Makes the production build of `web`, complete with what it serves.
 *
 * @param log where the output of Next goes: "inherit", or kept for the message of an error
 * @throws {StartError} with the last lines of Next when it fails
 */
export async function build(log: "inherit" | "keep"): Promise<void> {
  const begun = new Date();
  await runNext(log);
  for (const [from, to] of [
    ["public", "public"],
    [".next/static", ".next/static"],
  ] as const) {
    if (!existsSync(join(ROOT, from))) continue;
    rmSync(join(STANDALONE, to), { recursive: true, force: true });
    cpSync(join(ROOT, from), join(STANDALONE, to), { recursive: true });
  }
  writeFileSync(STAMP, "");
  // Sources that were changed while the build ran are younger than it.
  utimesSync(STAMP, begun, begun);
}

async function runNext(log: "inherit" | "keep"): Promise<void> {
  const output = log === "inherit" ? "inherit" : "pipe";
  const child = spawn(process.execPath, [join(ROOT, "node_modules/next/dist/bin/next"), "build"], {
    cwd: ROOT,
    env: { ...process.env, NEXT_TELEMETRY_DISABLED: "1", NODE_ENV: "production" },
    stdio: ["ignore", output, output],
  });
  const abandon = () => child.kill();
  process.once("exit", abandon);
  let told = "";
  const keep = (text: Buffer) => {
    told = (told + text.toString()).slice(-4_000);
  };
  child.stdout?.on("data", keep);
  child.stderr?.on("data", keep);
  const code = await new Promise((resolve) => {
    child.once("exit", resolve);
    child.once("error", resolve);
  });
  process.off("exit", abandon);
  if (code !== 0) throw new StartError(`The build of the pages failed.\n${told}`);
}
