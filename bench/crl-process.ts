import { monitorEventLoopDelay, performance } from "node:perf_hooks";
import { publishCrl } from "#ca/revocation/publish-crl.ts";
import { findIssuer } from "#ca/store.ts";
import { composeContext } from "#compose";
import { openDatabase } from "#platform/database.ts";
import { signerClient } from "#signer/client.ts";
import type { Published } from "./crl-publisher.ts";
import { ORIGIN, STATUS_URL } from "./site.ts";

/*
 * What the worker does when it publishes the list of all certificates, in a process of its own: its pauses and its memory
 * are nobody else's. Publishes once for each message, and answers what it took.
 */
const [url = "", socketPath = ""] = process.argv.slice(2);
const db = openDatabase(url, { max: 6 });
const { primitives, clock } = await composeContext(db, ORIGIN);
const signer = signerClient(socketPath);
// a large list rests for a minute, but for the publication of everything; of that only this scope is full
const authority = { issuer: await findIssuer(db), signer, statusUrl: STATUS_URL, crlShards: 0, primitives, clock };
const pauses = monitorEventLoopDelay({ resolution: 1 });
/** The longest that this thread has worked without looking up, whoever else the processor was lent to. */
let longestBusyMs = 0;
let publishing = false;

const watch = (since: number) => {
  const busy = process.threadCpuUsage();
  const now = (busy.user + busy.system) / 1000;
  longestBusyMs = Math.max(longestBusyMs, now - since);
  // not at once: who watches without a pause takes the processor from what is watched
  if (publishing) setTimeout(watch, 1, now);
};

async function publish(): Promise<Published> {
  const busy = process.threadCpuUsage();
  longestBusyMs = 0;
  publishing = true;
  setTimeout(watch, 1, (busy.user + busy.system) / 1000);
  pauses.reset();
  pauses.enable();
  const begun = performance.now();
  await publishCrl(authority, db);
  const ms = performance.now() - begun;
  pauses.disable();
  publishing = false;
  return { ms, longestMs: pauses.max / 1e6, longestBusyMs, peakMb: process.resourceUsage().maxRSS / 1024 };
}

process.on("message", () => void publish().then((told) => process.send?.(told)));
process.send?.("ready");
