import { join } from "node:path";
import { Logger, parseCronItems, run, type TaskList } from "graphile-worker";
import { findIssuer } from "#ca/store.ts";
import { composeContext } from "#compose";
import { type Database, openDatabase } from "#platform/database.ts";
import { type Env, readEnv } from "#platform/env.ts";
import { openLog } from "#platform/log.ts";
import { type SignerClient, signerClient } from "#signer/client.ts";
import { SCHEDULE, type WorkerContext } from "./schedule.ts";

/** So that a long queue of requests keeps neither a revocation nor a CRL waiting. */
const CONCURRENT_JOBS = 3;

/** Runs the jobs of the schedule until it is told to stop; then it finishes what it has begun. */
async function start(): Promise<void> {
  const env = readEnv(process.env);
  const url = env.WORKER_DATABASE_URL ?? env.DATABASE_URL;
  if (url === undefined) throw new Error("WORKER_DATABASE_URL is not set");
  const log = openLog("worker", { level: env.TANBA_LOG_LEVEL });
  const db = openDatabase(url, { max: 6 });
  const signer = signerClient(env.TANBA_SIGNER_SOCKET ?? join(env.TANBA_VAR, "run", "signer.sock"));
  const context = await composeIssuing(env, db, signer);

  const runner = await run({
    connectionString: url,
    concurrency: CONCURRENT_JOBS,
    noHandleSignals: true,
    logger: new Logger((scope) => (level, message) => {
      if (level === "error" || level === "warning") log.warn({ job: scope.taskIdentifier }, message);
    }),
    taskList: tasks(context),
    parsedCronItems: parseCronItems(
      Object.entries(SCHEDULE).flatMap(([task, { cron }]) => (cron === undefined ? [] : { task, match: cron })),
    ),
  });
  for (const [name, { atStart }] of Object.entries(SCHEDULE)) {
    if (atStart) await runner.addJob(name, { atStart: true }, { jobKey: `${name} at start` });
  }
  const stop = () => {
    void runner
      .stop()
      .then(() => db.$disconnect())
      .then(() => signer.close())
      .then(() => process.exit(0));
  };
  process.once("SIGTERM", stop);
  process.once("SIGINT", stop);
  log.info("ready");
  await runner.promise;
}

async function composeIssuing(env: Env, db: Database, signer: SignerClient): Promise<WorkerContext> {
  const context = await composeContext(db, env.TANBA_ORIGIN);
  const { primitives, clock } = context;
  const addresses = { statusUrl: env.TANBA_STATUS_URL, crlShards: env.TANBA_CRL_SHARDS };
  const authority = { issuer: await findIssuer(db), signer, ...addresses, primitives, clock };
  return { ...context, authority, replacedKeys: env.TANBA_REVOKE_REPLACED };
}

function tasks(context: WorkerContext): TaskList {
  return Object.fromEntries(
    Object.entries(SCHEDULE).map(([name, job]) => [
      name,
      async (payload: unknown, { job: { attempts, key } }) => {
        await job.run(context, { again: attempts > 1 || key === `${name} at start`, payload });
      },
    ]),
  );
}

try {
  await start();
} catch (error) {
  process.stderr.write(`worker: ${error instanceof Error ? error.message : "did not start"}\n`);
  process.exit(1);
}
