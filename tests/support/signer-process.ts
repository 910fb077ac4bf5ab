import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { onTestFinished } from "vitest";
import { type SignerClient, signerClient } from "#signer/client.ts";
import { PASSPHRASES, type TestHierarchy } from "./authority.ts";

/** The signer as it really runs. */
export interface SignerProcess {
  readonly pid: number;
  readonly client: SignerClient;
  readonly socketPath: string;
  readonly journalPath: string;
  /** Its exit code or signal, once it has ended. */
  readonly ended: Promise<number | string>;
  kill(signal: NodeJS.Signals): void;
}

export interface SignerStart {
  readonly env?: Readonly<Record<string, string>>;
  readonly passphrase?: string;
  readonly args?: readonly string[];
}

/** A folder like `var`, with a copy of the hierarchy, for signers to be started in one after the other. */
export function signerHome(hierarchy: TestHierarchy): string {
  const home = mkdtempSync(join(tmpdir(), "tanba-signer-"));
  onTestFinished(() => rmSync(home, { recursive: true, force: true }));
  cpSync(hierarchy.dir, join(home, "authority"), { recursive: true });
  return home;
}

/** Starts a signer and waits until it answers; ended with the test. */
export async function startSigner(home: string, start: SignerStart = {}): Promise<SignerProcess> {
  const { child, ended, output } = spawnSigner(home, start);
  await Promise.race([output.ready, ended]);
  if (child.pid === undefined || child.exitCode !== null)
    throw new Error(`the signer did not start: ${output.stderr()}`);
  const socketPath = join(home, "run", "signer.sock");
  const client = signerClient(socketPath);
  onTestFinished(async () => {
    client.close();
    child.kill("SIGKILL");
    await ended;
  });
  return {
    pid: child.pid,
    client,
    socketPath,
    journalPath: join(home, "signer", "journal.jsonl"),
    ended,
    kill: (signal) => child.kill(signal),
  };
}

/** Starts a signer that is expected to refuse; its exit code and what it said. */
export async function failedStart(
  home: string,
  start: SignerStart = {},
): Promise<{ code: number | string; said: string }> {
  const { ended, output } = spawnSigner(home, start);
  return { code: await ended, said: output.stderr() };
}

function spawnSigner(
  home: string,
  { env = {}, passphrase = PASSPHRASES.issuing, args = ["--disable-sigusr1"] }: SignerStart,
) {
  const node = resolve("node_modules/.bin/node");
  const child = spawn(node, [...args, "src/signer/main.ts"], {
    env: { ...process.env, TANBA_VAR: home, ...env },
    stdio: ["ignore", "pipe", "pipe", "pipe"],
  });
  const secret = child.stdio[3];
  if (secret && "end" in secret) {
    secret.on("error", () => undefined);
    secret.end(passphrase);
  }
  const ended = once(child, "exit").then(([code, signal]: (number | string | null)[]) => code ?? signal ?? "");
  return { child, ended, output: listen(child) };
}

function listen(child: ChildProcess): { ready: Promise<void>; stderr: () => string } {
  let stderr = "";
  child.stderr?.setEncoding("utf8").on("data", (text: string) => {
    stderr += text;
  });
  const ready = new Promise<void>((resolve) => {
    let stdout = "";
    child.stdout?.setEncoding("utf8").on("data", (text: string) => {
      stdout += text;
      if (stdout.includes('"ready"')) resolve();
    });
  });
  return { ready, stderr: () => stderr };
}
