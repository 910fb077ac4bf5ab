import { once } from "node:events";
import { readEnv } from "#platform/env.ts";
import { openLog } from "#platform/log.ts";
import { httpSink } from "./http-sink.ts";
import { keptMessages } from "./kept-messages.ts";
import { smtpSink } from "./smtp-sink.ts";

/** Keeps the letters and SMS of a demonstration until it is told to stop. */
async function start(): Promise<void> {
  const env = readEnv(process.env);
  const log = openLog("sink", { level: env.TANBA_LOG_LEVEL });
  const kept = keptMessages();
  const smtp = smtpSink(kept);
  const http = httpSink(kept);
  smtp.on("error", (err) => log.warn({ err }, "a letter did not arrive"));
  await once(smtp.listen(env.TANBA_SINK_SMTP_PORT, env.TANBA_SINK_HOST), "listening");
  await once(http.listen(env.TANBA_SINK_PORT, env.TANBA_SINK_HOST), "listening");
  log.info("ready");
  await Promise.race([once(process, "SIGTERM"), once(process, "SIGINT")]);
  process.exit(0);
}

try {
  await start();
} catch (error) {
  process.stderr.write(`sink: ${error instanceof Error ? error.message : "did not start"}\n`);
  process.exit(1);
}
