import { once } from "node:events";
import { type Env, readEnv } from "#platform/env.ts";
import { seed } from "../../prisma/seed.ts";
import type { ProcessName } from "./accounts.ts";
import { ensureAuthority } from "./authority.ts";
import { awaitAnswer } from "./await-answer.ts";
import { awaitSocket } from "./await-socket.ts";
import { build, isBuilt } from "./build.ts";
import { type Child, keepRunning } from "./child.ts";
import { demoTable } from "./demo-table.ts";
import { type Folders, makeFolders } from "./folders.ts";
import { holdFolder } from "./hold-folder.ts";
import { HOST, needsSink, processOptions, socketOf } from "./processes.ts";
import { openRegister, type Register } from "./register.ts";
import { requireFreePort } from "./require-free-port.ts";
import { secret } from "./secrets.ts";
import { StartError } from "./start-error.ts";
import { step } from "./step.ts";

const development = process.argv.includes("--dev");

/** What has to be undone at the end, the last first. */
const undo: (() => void | Promise<void>)[] = [];

/** Everything that `npm start` does, in order; returns when all of it answers. */
async function start(): Promise<void> {
  const begun = performance.now();
  const env = settings();
  await requirePorts(env);
  const folders = makeFolders(env.TANBA_VAR);
  undo.push(holdFolder(folders.var));

  const register = await step("Opening the database", () => openRegister(env, folders));
  undo.push(() => register.cluster?.stop());
  await step("Holding the ceremony of the demonstration", () =>
    ensureAuthority(demonstration(folders, env.TANBA_STATUS_URL), register.ownerUrl),
  );
  if (!development && !isBuilt()) await step("Building the pages (once)", () => build("keep"));

  const people = await runAll(env, folders, register);
  const seconds = ((performance.now() - begun) / 1000).toFixed(1);
  console.log(demoTable(people));
  console.log(`\n  Tańba is at ${env.TANBA_ORIGIN} after ${seconds} s. Ctrl-C ends it.`);
  if (needsSink(env)) console.log(`  Its letters and SMS are at http://localhost:${env.TANBA_SINK_PORT}.`);
}

/** The processes, the signer first, because the demonstration's keys are made by the authority's own ways. */
async function runAll(env: Env, folders: Folders, register: Register) {
  const onDeath = (message: string) => console.log(`  ${message}`);
  const options = processOptions({ env, folders, register, development, onDeath });
  const children: Child[] = [];
  undo.push(async () => {
    await Promise.all(children.map((child) => child.stop()));
  });
  const run = (...names: readonly ProcessName[]) => {
    for (const name of names) children.push(keepRunning(options[name]));
  };

  run("signer");
  await step("Waiting for the signer", () => awaitSocket(socketOf(folders), options.signer.log));
  const people = await step("Giving the people of the demonstration their keys", () =>
    seed({
      ...{ ownerUrl: register.ownerUrl, signerSocket: socketOf(folders), folder: folders.demoKeys },
      ...{ origin: env.TANBA_ORIGIN, statusUrl: env.TANBA_STATUS_URL, crlShards: env.TANBA_CRL_SHARDS },
    }),
  );
  // The build may have taken minutes: somebody else's answer must not pass for ours.
  await requirePorts(env);
  if (needsSink(env)) run("sink");
  run("worker", "status", "web");
  const web = `http://${HOST}:${env.PORT}/api/health/ready`;
  await step("Waiting for web", () => awaitAnswer("web", web, options.web.log, development ? 180_000 : 60_000));
  const status = `http://${HOST}:${env.TANBA_STATUS_PORT}/health/ready`;
  await step("Waiting for status", () => awaitAnswer("status", status, options.status.log));
  const sink = `http://${HOST}:${env.TANBA_SINK_PORT}/messages.json`;
  if (needsSink(env)) await step("Waiting for the sink", () => awaitAnswer("sink", sink, options.sink.log));
  return people;
}

async function requirePorts(env: Env): Promise<void> {
  await requireFreePort(env.PORT, HOST, "PORT");
  await requireFreePort(env.TANBA_STATUS_PORT, HOST, "TANBA_STATUS_PORT");
  if (!needsSink(env)) return;
  await requireFreePort(env.TANBA_SINK_PORT, HOST, "TANBA_SINK_PORT");
  await requireFreePort(env.TANBA_SINK_SMTP_PORT, HOST, "TANBA_SINK_SMTP_PORT");
}

function settings(): Env {
  try {
    return readEnv(process.env);
  } catch (cause) {
    throw new StartError(cause instanceof Error ? cause.message : String(cause), { cause });
  }
}

const demonstration = ({ authority, secrets }: Folders, statusUrl: string) => ({
  ...{ dir: authority, statusUrl, by: "the demonstration, by itself" },
  passphrase: (key: "root" | "issuing") => secret(secrets, key === "root" ? "root-passphrase" : "signer-passphrase"),
});

/** Ends everything once, however often it is asked to. */
async function stop(): Promise<void> {
  for (let next = undo.pop(); next; next = undo.pop()) await next();
}

const signal = Promise.race([once(process, "SIGINT"), once(process, "SIGTERM"), once(process, "SIGHUP")]);
try {
  await Promise.race([start().then(() => signal), signal]);
  console.log("\n  Ending …");
  await stop();
  process.exit(0);
} catch (error) {
  const expected = error instanceof StartError;
  console.error(`\n${expected ? error.message : error instanceof Error ? (error.stack ?? error.message) : error}`);
  await stop();
  process.exit(1);
}
