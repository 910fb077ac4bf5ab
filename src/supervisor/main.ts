import { once } from "node:events";
import { readEnv } from "#platform/env.ts";
import { ensureAuthority } from "./authority.ts";
import { awaitAnswer } from "./await-answer.ts";
import { build, isBuilt } from "./build.ts";
import { type Child, keepRunning } from "./child.ts";
import { type Folders, makeFolders } from "./folders.ts";
import { holdFolder } from "./hold-folder.ts";
import { HOST, processOptions } from "./processes.ts";
import { openRegister } from "./register.ts";
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
  const env = readEnv(process.env);
  await requireFreePort(env.PORT, HOST, "PORT");
  await requireFreePort(env.TANBA_STATUS_PORT, HOST, "TANBA_STATUS_PORT");
  const folders = makeFolders(env.TANBA_VAR);
  undo.push(holdFolder(folders.var));

  const register = await step("Opening the database", () => openRegister(env, folders));
  undo.push(() => register.cluster?.stop());
  await step("Holding the ceremony of the demonstration", () =>
    ensureAuthority(demonstration(folders, env.TANBA_STATUS_URL), register.ownerUrl),
  );
  if (!development && !isBuilt()) await step("Building the pages", () => build("keep"));

  const options = processOptions({
    env,
    folders,
    register,
    development,
    onDeath: (message) => console.log(`  ${message}`),
  });
  const children: Child[] = [];
  undo.push(async () => {
    await Promise.all(children.map((child) => child.stop()));
  });
  for (const name of ["signer", "worker", "status", "web"] as const) children.push(keepRunning(options[name]));

  const ready = `http://${HOST}:${env.PORT}/api/health/ready`;
  await step("Waiting for the four processes", () => awaitAnswer("web", ready, options.web.log, 120_000));
  console.log(
    `\n  Tańba is at ${env.TANBA_ORIGIN} after ${((performance.now() - begun) / 1000).toFixed(1)} s. Ctrl-C ends it.`,
  );
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
