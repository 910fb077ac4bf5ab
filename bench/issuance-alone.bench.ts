import pg from "pg";
import type { Bench } from "./bench.ts";
import { commits } from "./commits.ts";
import { fileRequests } from "./confirmed-requests.ts";
import { newKeysOf } from "./new-keys.ts";
import { ownProcess } from "./own-process.ts";
import { enterOrganisation } from "./people.ts";
import { openSite } from "./site.ts";

const REQUESTS = 30;
const CONFIRM = `UPDATE key_request SET state = 'CONFIRMED', confirmed_at = now(), changed_at = now() WHERE id = $1`;
const STATE = { name: "state", text: "SELECT state FROM key_request WHERE id = $1" };
/** After which a request counts as forgotten, in milliseconds. */
const PATIENCE_MS = 30_000;

export const bench: Bench = {
  name: "One request alone: from its confirmation, through the queue, the worker's and the signer's processes, to issued",
  goal: "50 ms at most, 50 ms in 99 of 100 cases",
  async setUp() {
    const site = await openSite({ connections: 2 });
    const newKeys = newKeysOf("RSA-2048");
    const organisation = await enterOrganisation(site, newKeys, REQUESTS);
    const worker = await ownProcess("worker", site.env);
    const client = new pg.Client({ connectionString: site.urlAs("owner") });
    await client.connect();
    const yardstick = await commits(site, 1);
    const latencies: number[] = [];

    return {
      subject: {
        name: "requests issued one after the other, each confirmed when the one before is issued",
        async perSecond() {
          const took: number[] = [];
          for (const id of await fileRequests(site, [organisation], newKeys))
            took.push(await confirmAndWait(client, id));
          latencies.push(...took);
          return (took.length * 1000) / took.reduce((sum, ms) => sum + ms, 0);
        },
      },
      yardsticks: [yardstick],
      notes: () => {
        // the first round warms the processes up
        const sorted = latencies.slice(REQUESTS).toSorted((a, b) => a - b);
        const at = (share: number) => (sorted[Math.ceil(share * sorted.length) - 1] ?? Number.NaN).toFixed(1);
        return [
          `latency p50 ${at(0.5)} ms, p90 ${at(0.9)} ms, p99 ${at(0.99)} ms, worst ${at(1)} ms of ${sorted.length}`,
        ];
      },
      async tearDown() {
        await yardstick.close();
        await client.end();
        await worker.stop();
        await site.close();
      },
    };
  },
};

/** As a confirmation does: state and job in one transaction. Returns how long after its commit the request was issued. */
async function confirmAndWait(client: pg.Client, id: string): Promise<number> {
  await client.query("BEGIN");
  await client.query(CONFIRM, [id]);
  await client.query("SELECT tanba_queue_issuance()");
  await client.query("COMMIT");
  const begun = performance.now();
  for (;;) {
    const { rows } = await client.query<{ state: string }>({ ...STATE, values: [id] });
    const ms = performance.now() - begun;
    if (rows[0]?.state === "ISSUED") return ms;
    if (rows[0]?.state === "REJECTED" || ms > PATIENCE_MS) throw new Error(`${rows[0]?.state} after ${ms} ms`);
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
}
