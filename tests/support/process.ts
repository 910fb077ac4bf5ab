import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { onTestFinished } from "vitest";

/** One of our processes as it really runs. */
export interface TestProcess {
  readonly pid: number;
  /** Its exit code or signal, once it has ended. */
  readonly ended: Promise<number | string>;
  /** All that it has written to standard error. */
  said(): string;
  /** All that it has logged, a line of JSON each. */
  logged(): string;
  kill(signal: NodeJS.Signals): void;
}

/**
 * Starts `src/<name>/main.ts` and waits until it says that it is ready, or has ended; ended with the test.
 *
 * Unless `env` names another, its TANBA_VAR is a folder of its own, so that no test finds another's keys.
 */
export async function startProcess(
  name: "sink" | "status" | "worker",
  env: Readonly<Record<string, string>>,
): Promise<TestProcess> {
  const home = mkdtempSync(join(tmpdir(), "tanba-process-"));
  const child = spawn(resolve("node_modules/.bin/node"), [`src/${name}/main.ts`], {
    // nobody listens there: what is told to people stays in the register, unless the test has a peer for it
    env: { ...process.env, TANBA_VAR: home, TANBA_SINK_PORT: "1", TANBA_SINK_SMTP_PORT: "1", ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const ended = once(child, "exit").then(([code, signal]: (number | string | null)[]) => code ?? signal ?? "");
  let said = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    said += text;
  });
  let logged = "";
  const ready = new Promise<void>((settle) => {
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      logged += text;
      if (logged.includes('"ready"')) settle();
    });
  });
  onTestFinished(async () => {
    child.kill("SIGKILL");
    await ended;
    rmSync(home, { recursive: true, force: true });
  });
  await Promise.race([ready, ended]);
  return { pid: child.pid ?? 0, ended, said: () => said, logged: () => logged, kill: (signal) => child.kill(signal) };
}
