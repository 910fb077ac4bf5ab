import { randomBytes } from "node:crypto";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { boolean, integer, nullValue, octetString, oid, sequence } from "#pki/der-write.ts";
import { OID } from "#pki/oid.ts";
import { freePort } from "#platform/free-port.ts";
import { issueServices } from "#portal/services/issue-services.ts";
import { bareP256Signatures } from "./bare-signatures.ts";
import { bareSigners } from "./bare-signers.ts";
import type { Bench } from "./bench.ts";
import { postOf } from "./http-load.ts";
import { httpSides } from "./http-sides.ts";
import { ownProcess, ownProgram } from "./own-process.ts";
import { openSite, type Site } from "./site.ts";

/** What `openssl ts -query -sha256 -cert` sends. */
const QUERY = Buffer.from(
  sequence(
    integer(1),
    sequence(sequence(oid(OID.sha256), nullValue()), octetString(randomBytes(32))),
    integer(randomBytes(8).fill(1, 0, 1)),
    boolean(true),
  ),
);
const TYPE = "application/timestamp-query";

export const bench: Bench = {
  name: "Time-stamps with nonce and certificate, P-256, over HTTP from two status processes, 16 kept connections",
  goal: "0.85 of uts-server: 11,800/s where one bare node:http answers 42,300 POSTs of some bytes, so 0.28 of that; load on the same cores",
  async setUp() {
    const site = await openSite({ connections: 2 });
    const ours = [await statusProcess(site, "first"), await statusProcess(site, "second")];
    const ports = ours.map(({ port }) => port);
    let bytes = 0;
    for (const port of ports) bytes = await firstStamp(port, () => issueServices(site.issuing));
    const barePort = await freePort();
    const bare = await ownProgram("bare-server", ["bench/bare-server.ts", String(barePort), "5"]);
    const signers = await bareSigners("http", bytes);
    const post = postOf(QUERY, "/tsa", TYPE);
    const { side, notes } = httpSides({ connections: 16, lengthMs: 1000, next: () => post });
    return {
      subject: side("time-stamps, two processes", ports),
      yardsticks: [
        side("bare node:http POST that says hello, one process", [barePort]),
        side("bare node:http that makes one signature, two processes", signers.ports),
        side("time-stamps, one process", ports.slice(0, 1)),
        bareP256Signatures(),
      ],
      notes,
      async tearDown() {
        await bare.stop();
        await signers.stop();
        for (const { stop } of ours) await stop();
        await site.close();
      },
    };
  },
};

/** A process of ours with keys of its own. */
async function statusProcess(site: Site, name: string) {
  const port = await freePort();
  const home = join(site.env["TANBA_VAR"] ?? "", name);
  mkdirSync(home);
  const own = { TANBA_VAR: home, STATUS_DATABASE_URL: site.urlAs("tanba_status"), TANBA_STATUS_PORT: String(port) };
  return { port, ...(await ownProcess("status", { ...site.env, ...own })) };
}

/** Waits until the service has its key, and gives the size of a time-stamp in bytes. */
async function firstStamp(port: number, issue: () => Promise<void>): Promise<number> {
  for (;;) {
    await issue();
    const headers = { "content-type": TYPE };
    const answer = await fetch(`http://127.0.0.1:${port}/tsa`, { method: "POST", headers, body: QUERY });
    const { byteLength } = await answer.arrayBuffer();
    // a refusal has some dozen bytes
    if (byteLength > 500) return byteLength;
  }
}
