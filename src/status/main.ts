import { once } from "node:events";
import { join } from "node:path";
import { systemClock } from "#platform/clock.ts";
import { openDatabase } from "#platform/database.ts";
import { readEnv } from "#platform/env.ts";
import { openLog } from "#platform/log.ts";
import { followRegister } from "./follow-register.ts";
import { heardClock } from "./heard-clock.ts";
import { keepServiceKeys } from "./keys/keep-service-keys.ts";
import { answerOcsp } from "./ocsp/answer-ocsp.ts";
import { followCertificates } from "./ocsp/follow-certificates.ts";
import { ocspHealth } from "./ocsp/ocsp-health.ts";
import { readFirst } from "./ocsp/read-first.ts";
import { ocspResponder } from "./ocsp/responder.ts";
import { unissuedAlarm } from "./ocsp/unissued.ts";
import { statusRoutes } from "./routes.ts";
import { statusServer } from "./server.ts";

/** Serves relying parties: CA certificates, CRLs, and the status of every certificate. */
async function start(): Promise<void> {
  const env = readEnv(process.env);
  const url = env.STATUS_DATABASE_URL ?? env.DATABASE_URL;
  if (url === undefined) throw new Error("STATUS_DATABASE_URL is not set");
  const log = openLog("status", { level: env.TANBA_LOG_LEVEL });
  const db = openDatabase(url, { max: 2 });
  const folder = join(env.TANBA_VAR, "status");
  const heard = heardClock();
  const keys = keepServiceKeys({ db, clock: systemClock, log, folder, heard });
  const followed = followRegister(url, { db, clock: systemClock, log });
  const certificates = followCertificates(url, { clock: systemClock, log });
  const alarm = unissuedAlarm(log);
  const { known } = certificates;
  const responder = ocspResponder({ known, key: () => keys.current("OCSP"), log, alarm });

  const ocsp = {
    answer: answerOcsp(responder, readFirst(certificates, systemClock)),
    health: ocspHealth({ known, responder, alarm }),
  };
  const [statusUrl, crlShards] = [env.TANBA_STATUS_URL, env.TANBA_CRL_SHARDS];
  const routes = statusRoutes({ snapshot: followed.snapshot, crlShards, keys, heard, statusUrl, ocsp });
  const server = statusServer({ routes, clock: systemClock, log });
  server.listen(env.TANBA_STATUS_PORT);
  await once(server, "listening");
  const stop = () => {
    server.close(() => {
      void Promise.all([followed.stop(), certificates.stop(), keys.stop()])
        .then(() => db.$disconnect())
        .then(() => process.exit(0));
    });
    server.closeIdleConnections();
  };
  process.once("SIGTERM", stop);
  process.once("SIGINT", stop);
  log.info({ port: env.TANBA_STATUS_PORT }, "ready");
}

try {
  await start();
} catch (error) {
  process.stderr.write(`status: ${error instanceof Error ? error.message : "did not start"}\n`);
  process.exit(1);
}
