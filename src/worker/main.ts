import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import pg from "pg";
import { findIssuer } from "#ca/store.ts";
import { composeContext } from "#compose";
import type { CitizenRegistry } from "#platform/citizen-registry.ts";
import { citizensOverHttp } from "#platform/citizens-over-http.ts";
import { type Database, openDatabase } from "#platform/database.ts";
import { type Env, readEnv } from "#platform/env.ts";
import { type Logger, openLog } from "#platform/log.ts";
import { requireSignedLog } from "#portal/audit/log/require-signed-log.ts";
import { citizensInTable } from "#portal/citizens/store.ts";
import { type SignerClient, signerClient } from "#signer/client.ts";
import { composePost } from "./compose-post.ts";
import { followQueue } from "./follow-queue.ts";
import type { WorkerContext } from "./schedule.ts";
import { sinkWarning } from "./sink-warning.ts";

/** Runs the jobs of the schedule until it is told to stop; then it finishes what it has begun. */
async function start(): Promise<void> {
  const env = readEnv(process.env);
  const url = env.WORKER_DATABASE_URL ?? env.DATABASE_URL;
  if (url === undefined) throw new Error("WORKER_DATABASE_URL is not set");
  const log = openLog("worker", { level: env.TANBA_LOG_LEVEL });
  const db = openDatabase(url, { max: 6 });
  const signer = signerClient(env.TANBA_SIGNER_SOCKET ?? join(env.TANBA_VAR, "run", "signer.sock"));
  const context = await composeWorker(env, { db, signer, log });
  await requireSignedLog(context);
  const unheard = sinkWarning(env);
  if (unheard !== null) log.warn(unheard);

  const stop = new AbortController();
  process.once("SIGTERM", () => stop.abort());
  process.once("SIGINT", () => stop.abort());
  const pool = queuePool(url);
  await followQueue({ pool, log, context }, stop.signal, () => log.info("ready"));
  // a queue that was lost may keep a connection for ever
  await Promise.race([pool.end(), delay(5_000)]);
  await db.$disconnect();
  await signer.close();
  context.mailer.close();
  process.exit(0);
}

/** Connections for the queue. One that is cut while nobody looks at it ends nothing: whoever asks next is told. */
function queuePool(url: string): pg.Pool {
  const pool = new pg.Pool({ connectionString: url });
  pool.on("error", () => undefined);
  pool.on("connect", (client) => client.on("error", () => undefined));
  return pool;
}

interface Means {
  readonly db: Database;
  readonly signer: SignerClient;
  readonly log: Logger;
}

async function composeWorker(env: Env, { db, signer, log }: Means): Promise<WorkerContext> {
  const context = await composeContext(db, env.TANBA_ORIGIN);
  const { primitives, clock } = context;
  const addresses = { statusUrl: env.TANBA_STATUS_URL, crlShards: env.TANBA_CRL_SHARDS };
  const authority = { issuer: await findIssuer(db), signer, ...addresses, primitives, clock };
  const post = { ...(await composePost(env)), perMinute: env.TANBA_MESSAGES_PER_MINUTE, log };
  return {
    ...{ ...context, authority, logSigner: signer, replacedKeys: env.TANBA_REVOKE_REPLACED, ...post },
    ...{ citizens: composeCitizens(env, db), stepUp: env.TANBA_STEP_UP },
  };
}

function composeCitizens({ TANBA_CITIZENS_URL: url, TANBA_CITIZENS_TOKEN: token }: Env, db: Database): CitizenRegistry {
  return url === undefined ? citizensInTable(db) : citizensOverHttp({ url, token });
}

try {
  await start();
} catch (error) {
  process.stderr.write(`worker: ${error instanceof Error ? error.message : "did not start"}\n`);
  process.exit(1);
}
