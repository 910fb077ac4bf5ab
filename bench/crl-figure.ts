import { monitorEventLoopDelay } from "node:perf_hooks";
import pg from "pg";
import { publishCrl } from "#ca/revocation/publish-crl.ts";
import type { Bench } from "./bench.ts";
import { openSite } from "./site.ts";
import { enterCertificates } from "./synthetic-certificates.ts";

/** The list of all certificates from the database to the database, through the signer's process, beside only reading its rows. */
export function crlFigure(entries: number, goal: string): Bench {
  return {
    name: `A CRL of ${entries.toLocaleString("en")} entries: read, written, checked and signed by the signer, verified, stored`,
    goal,
    async setUp() {
      const site = await openSite({ connections: 2 });
      await enterCertificates(site, { count: entries, revoked: true, derBytes: 0 });
      const client = new pg.Client({ connectionString: site.urlAs("owner") });
      await client.connect();
      const pauses = monitorEventLoopDelay({ resolution: 2 });
      const rate = async (work: () => Promise<unknown>) => {
        const begun = performance.now();
        await work();
        return (entries * 1000) / (performance.now() - begun);
      };
      return {
        subject: {
          name: "entries of a complete CRL, with its empty delta",
          async perSecond() {
            // a large list rests for a minute, but for the publication of everything; of that only this scope is full
            pauses.enable();
            const perSecond = await rate(() =>
              publishCrl({ ...site.issuing.authority, crlShards: 0 }, site.issuing.db),
            );
            pauses.disable();
            return perSecond;
          },
        },
        yardsticks: [
          {
            name: "the same rows, only read",
            perSecond: () =>
              rate(() =>
                client.query({
                  text: "SELECT serial, revoked_at, revocation_reason FROM certificate WHERE revoked_at IS NOT NULL",
                  rowMode: "array",
                }),
              ),
          },
        ],
        notes: () => [
          `longest pause of the event loop ${(pauses.max / 1e6).toFixed(0)} ms, memory at most ${Math.round(process.resourceUsage().maxRSS / 1024)} MB`,
        ],
        async tearDown() {
          await client.end();
          await site.close();
        },
      };
    },
  };
}
