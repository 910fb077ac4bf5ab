import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { endWith } from "./ending.ts";

export interface Child<Told> {
  /** What it said when it was ready. */
  readonly told: Told;
  stop(): Promise<void>;
}

/** Starts a program of this folder and waits for its word. @throws {Error} with its last words when it ends before */
export async function startChild<Told>(program: string, ...args: readonly (string | number)[]): Promise<Child<Told>> {
  const options = ["--expose-gc", join(import.meta.dirname, program), ...args.map(String)];
  const child = spawn(process.execPath, options, { stdio: ["ignore", "pipe", "pipe"] });
  const ended = once(child, "exit");
  let said = "";
  const ready = new Promise<void>((settle) => {
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding("utf8").on("data", (text: string) => {
        said = (said + text).slice(-2000);
        if (/^ready .*\n/m.test(said)) settle();
      });
    }
  });
  await Promise.race([ready, ended]);
  const word = /^ready (.*)$/m.exec(said)?.[1];
  if (word === undefined) throw new Error(`${program} did not start: ${said}`);
  const stop = endWith(async () => {
    child.kill("SIGKILL");
    await ended;
  });
  return { told: JSON.parse(word), stop };
}
