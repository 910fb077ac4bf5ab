import { randomBytes } from "node:crypto";
import { boolean, integer, nullValue, octetString, oid, sequence } from "#pki/der-write.ts";
import { OID } from "#pki/oid.ts";
import { freePort } from "#platform/free-port.ts";
import { issueServices } from "#portal/services/issue-services.ts";
import { bareP256Signatures } from "./bare-signatures.ts";
import type { Bench } from "./bench.ts";
import { ownProcess, ownProgram } from "./own-process.ts";
import { type Post, postRate } from "./post-rate.ts";
import { openSite } from "./site.ts";

/** What `openssl ts -query -sha256 -cert` sends. */
const QUERY = sequence(
  integer(1),
  sequence(sequence(oid(OID.sha256), nullValue()), octetString(randomBytes(32))),
  integer(randomBytes(8).fill(1, 0, 1)),
  boolean(true),
);

export const bench: Bench = {
  name: "Time-stamps with nonce and certificate, P-256, over HTTP from one status process, 16 kept connections",
  goal: "0.85 of uts-server's rate, which is 0.33 of bare node:http POST on the machine of the goals; load on the same cores",
  async setUp() {
    const site = await openSite({ connections: 2 });
    const [port, barePort] = [await freePort(), await freePort()];
    const env = { ...site.env, STATUS_DATABASE_URL: site.urlAs("tanba_status"), TANBA_STATUS_PORT: String(port) };
    const status = await ownProcess("status", env);
    const post: Post = { port, path: "/tsa", contentType: "application/timestamp-query", body: QUERY };
    const bytes = await firstStamp(post, () => issueServices(site.issuing));
    const bare = await ownProgram("bare-server", [`bench/bare-server.ts`, String(barePort), String(bytes)]);
    return {
      subject: { name: "time-stamps", perSecond: () => postRate(post) },
      yardsticks: [
        { name: "bare node:http POST of the same sizes", perSecond: () => postRate({ ...post, port: barePort }) },
        bareP256Signatures(),
      ],
      async tearDown() {
        await bare.stop();
        await status.stop();
        await site.close();
      },
    };
  },
};

/** Waits until the service has its key, and gives the size of a time-stamp in bytes. */
async function firstStamp({ port, path, contentType, body }: Post, issue: () => Promise<void>): Promise<number> {
  for (;;) {
    await issue();
    const headers = { "content-type": contentType };
    const answer = await fetch(`http://127.0.0.1:${port}${path}`, {
      method: "POST",
      headers,
      body: new Uint8Array(body),
    });
    const { byteLength } = await answer.arrayBuffer();
    // a refusal has some dozen bytes
    if (byteLength > 500) return byteLength;
  }
}
