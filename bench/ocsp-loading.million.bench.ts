import { hash } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import pg from "pg";
import { findIssuer } from "#ca/store.ts";
import { freePort } from "#platform/free-port.ts";
import { questionAbout } from "#tests/support/ocsp.ts";
import { readAnswer } from "../tests/status/ocsp/read-answer.ts";
import type { Bench } from "./bench.ts";
import { type CpuTime, cpuTime } from "./cpu-time.ts";
import { type OwnProcess, ownProcess } from "./own-process.ts";
import { openSite } from "./site.ts";
import { enterCertificates } from "./synthetic-certificates.ts";

const CERTIFICATES = Number(process.env["BENCH_CERTIFICATES"] ?? 1_000_000);
const md5 = (text: string) => hash("md5", text);
const LAST_SERIAL = `4${(md5(`${CERTIFICATES}`) + md5(`-${CERTIFICATES}`)).slice(0, 39)}`;

export const bench: Bench = {
  name: `status from its start to its first OCSP answer, over ${CERTIFICATES.toLocaleString("en")} certificates in the database`,
  goal: "ready within 10 s after a restart: 100,000/s; further: 1 s",
  async setUp() {
    const site = await openSite({ connections: 2 });
    const port = await freePort();
    const own = { STATUS_DATABASE_URL: site.urlAs("tanba_status"), TANBA_STATUS_PORT: String(port) };
    const start = () => ownProcess("status", { ...site.env, ...own });
    const { certificate: issuer } = await findIssuer(site.owner);
    const body = new Uint8Array(questionAbout(issuer, [{ serial: LAST_SERIAL }]));

    async function answered(): Promise<void> {
      const headers = { "content-type": "application/ocsp-request" };
      for (; ; await pause(10)) {
        const answer = await fetch(`http://127.0.0.1:${port}/ocsp`, { method: "POST", headers, body });
        const bytes = new Uint8Array(await answer.arrayBuffer());
        // five bytes say "later"
        if (bytes.length > 5 && readAnswer(bytes).responses[0]?.status === "good") return;
      }
    }

    await enterCertificates(site, { count: CERTIFICATES, revoked: false, derBytes: 900 });
    const worker = await ownProcess("worker", site.env);
    const first = await start();
    await answered();
    await first.stop();
    await worker.stop();
    const client = new pg.Client({ connectionString: site.urlAs("tanba_status") });
    await client.connect();
    const told: string[] = [];
    const timed = async (work: () => Promise<unknown>) => {
      const begun = performance.now();
      await work();
      return (performance.now() - begun) / 1000;
    };
    return {
      subject: {
        name: "certificates, from the start of the process on",
        async perSecond() {
          let status: OwnProcess | undefined;
          const before = cpuTime();
          const took = await timed(async () => {
            status = await start();
            await answered();
          });
          const after = cpuTime();
          await status?.stop();
          if (before && after) told.push(line(took, before, after));
          return CERTIFICATES / took;
        },
      },
      yardsticks: [
        {
          name: "the same rows, only read, all at once",
          perSecond: async () =>
            CERTIFICATES /
            (await timed(() =>
              client.query({
                text: "SELECT serial, not_after, revoked_at, revocation_reason FROM certificate",
                rowMode: "array",
              }),
            )),
        },
      ],
      notes: () => told,
      async tearDown() {
        await client.end();
        await site.close();
      },
    };
  },
};

/** One waits for the other, so on a machine that has nothing else to do it takes about as long as both together. */
function line(seconds: number, before: CpuTime, after: CpuTime): string {
  const [ours, theirs] = [after.others - before.others, after.postgres - before.postgres];
  const shown = [seconds, ours / 1000, theirs / 1000].map((each) => each.toFixed(1));
  return `${shown[0]} s until the first answer; of processor ${shown[1]} s by status, ${shown[2]} s by PostgreSQL`;
}
