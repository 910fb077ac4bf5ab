import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, openSync } from "node:fs";
import { delay } from "./delay.ts";

/** One process that has to be there as long as the supervisor is. */
export interface ChildOptions {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  /** The file that its output is added to; "inherit" for the supervisor's own output. */
  readonly log: string;
  readonly uid?: number | undefined;
  readonly gid?: number | undefined;
  /** Given to it on file descriptor 3, and nowhere else. */
  readonly secret?: string | undefined;
  /** Told of each end that nobody asked for. */
  readonly onDeath: (message: string) => void;
}

export interface Child {
  /** The process number of the present life. */
  pid(): number | undefined;
  /** SIGTERM, then SIGKILL after `STOP_MS`; settles when it has ended. */
  stop(): Promise<void>;
}

const FIRST_WAIT_MS = 250;
const LONGEST_WAIT_MS = 15_000;
/** A life this long was a healthy one: the next death is answered at once again. */
const HEALTHY_MS = 20_000;
const STOP_MS = 10_000;

/**
 * The shell in front of each process: no core file that could hold a key, and an end when the supervisor is gone without
 * a word. Descriptor 4 is a pipe that nobody writes to; reading from it ends when the supervisor does.
 */
const SHELL = 'ulimit -c 0; (read -r _ <&4; kill -TERM 0) 3<&- & exec "$@" 4<&-';

/** Starts a process and starts it again whenever it ends, later each time that it dies young. */
export function keepRunning(options: ChildOptions): Child {
  let wanted = true;
  let life: ChildProcess | undefined;
  const ended = live();
  return { pid: () => life?.pid, stop };

  async function live(): Promise<void> {
    let wait = FIRST_WAIT_MS;
    while (wanted) {
      const begun = performance.now();
      const end = await lifeOf((process) => {
        life = process;
      });
      life = undefined;
      if (!wanted) return;
      if (performance.now() - begun > HEALTHY_MS) wait = FIRST_WAIT_MS;
      options.onDeath(`${options.name} ended (${end}), again in ${wait / 1000} s; its log: ${options.log}`);
      await delay(wait, () => !wanted);
      wait = Math.min(wait * 2, LONGEST_WAIT_MS);
    }
  }

  function lifeOf(born: (process: ChildProcess) => void): Promise<string> {
    const output = options.log === "inherit" ? "inherit" : openSync(options.log, "a", 0o640);
    const child = spawn("/bin/sh", ["-c", SHELL, "sh", options.command, ...options.args], {
      cwd: options.cwd,
      env: { NODE_ENV: "production", ...options.env },
      detached: true,
      stdio: ["ignore", output, output, "pipe", "pipe"],
      ...(options.uid === undefined ? {} : { uid: options.uid, gid: options.gid ?? options.uid }),
    });
    if (typeof output === "number") closeSync(output);
    handOver(child, options.secret ?? "");
    born(child);
    return new Promise((resolve) => {
      child.once("error", (error) => resolve(error.message));
      child.once("exit", (code, signal) => {
        child.stdio[4]?.destroy();
        resolve(signal ?? `code ${code}`);
      });
    });
  }

  async function stop(): Promise<void> {
    wanted = false;
    const process = life;
    process?.kill("SIGTERM");
    const late = setTimeout(() => process?.kill("SIGKILL"), STOP_MS);
    await ended;
    clearTimeout(late);
  }
}

function handOver(child: ChildProcess, secret: string): void {
  const pipe = child.stdio[3];
  if (!pipe || !("end" in pipe)) return;
  // a process that never reads it, or died before, is not the supervisor's fault
  pipe.on("error", () => undefined);
  pipe.end(secret);
  child.stdio[4]?.on("error", () => undefined);
}
