import { spawn } from "node:child_process";
import { once } from "node:events";
import { openSync } from "node:fs";
import { join } from "node:path";
import { freePort } from "#platform/free-port.ts";
import { awaitAnswer } from "../src/supervisor/await-answer.ts";
import { build, isBuilt, WEB_SERVER } from "../src/supervisor/build.ts";
import { endWith } from "./ending.ts";
import type { Site } from "./site.ts";

export interface WebProcess {
  /** Where it is, without a slash at the end. */
  readonly origin: string;
  stop(): Promise<void>;
}

/** Starts the production build of the pages over the register of a site; makes the build first where there is none. */
export async function webProcess({ urlAs, env }: Site): Promise<WebProcess> {
  if (!isBuilt()) await build("keep");
  const port = await freePort();
  const origin = `http://localhost:${port}`;
  const log = join(env["TANBA_VAR"] ?? "", "web.log");
  const output = openSync(log, "a");
  const own = { WEB_DATABASE_URL: urlAs("tanba_web"), TANBA_ORIGIN: origin, PORT: String(port), HOSTNAME: "127.0.0.1" };
  const child = spawn(process.execPath, [WEB_SERVER], {
    env: { ...process.env, ...env, ...own, NODE_ENV: "production" },
    stdio: ["ignore", output, output],
  });
  const ended = once(child, "exit");
  const stop = endWith(async () => {
    child.kill("SIGTERM");
    await ended;
  });
  await awaitAnswer("web", `${origin}/api/health/ready`, log);
  return { origin, stop };
}
