import { spawn } from "node:child_process";
import { once } from "node:events";
import { resolve } from "node:path";
import { endWith } from "./ending.ts";

/** One of our processes as it really runs, to be ended by its own pid. */
export interface OwnProcess {
  readonly pid: number;
  stop(): Promise<void>;
}

const ROOT = resolve(import.meta.dirname, "..");

/** Starts `src/<name>/main.ts` and waits until it says that it is ready. @throws {Error} with its last words */
export async function ownProcess(
  name: "signer" | "sink" | "status" | "worker",
  env: Readonly<Record<string, string>>,
  passphrase = "",
): Promise<OwnProcess> {
  return ownProgram(name, ["--disable-sigusr1", `src/${name}/main.ts`], { env, passphrase });
}

/** The same for a program of the bench's own. @param args of Node, from the checkout's folder */
export async function ownProgram(
  name: string,
  args: readonly string[],
  { env = {}, passphrase = "" }: { readonly env?: Readonly<Record<string, string>>; readonly passphrase?: string } = {},
): Promise<OwnProcess> {
  const child = spawn(process.execPath, args, {
    cwd: ROOT,
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "pipe", "pipe"],
  });
  const ended = once(child, "exit");
  let said = "";
  const ready = new Promise<void>((settle) => {
    child.stdout?.setEncoding("utf8").on("data", (text: string) => {
      said = (said + text).slice(-2000);
      if (said.includes('"ready"')) settle();
    });
    child.stderr?.setEncoding("utf8").on("data", (text: string) => {
      said = (said + text).slice(-2000);
    });
  });
  const secret = child.stdio[3];
  if (secret && "end" in secret) secret.on("error", () => undefined).end(passphrase);
  await Promise.race([ready, ended]);
  if (child.exitCode !== null) throw new Error(`${name} did not start: ${said}`);
  const stop = endWith(async () => {
    child.kill("SIGTERM");
    await ended;
  });
  return { pid: child.pid ?? 0, stop };
}
