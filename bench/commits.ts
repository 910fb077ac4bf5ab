import { randomBytes } from "node:crypto";
import pg from "pg";
import type { Side } from "./bench.ts";
import type { Site } from "./site.ts";

const LENGTH_MS = 1000;
const INSERT = { name: "insert", text: "INSERT INTO bench_commit (serial, der) VALUES ($1, $2)" };

/** What PostgreSQL can do with nothing else to do: a row of a certificate's size, inserted and committed, one at a time. */
export async function commits(site: Site, connections: number): Promise<Side & { close(): Promise<void> }> {
  const clients = Array.from({ length: connections }, () => new pg.Client({ connectionString: site.urlAs("owner") }));
  for (const client of clients) await client.connect();
  await clients[0]?.query("CREATE TABLE IF NOT EXISTS bench_commit (serial text PRIMARY KEY, der bytea NOT NULL)");
  const der = randomBytes(1200);

  async function insertUntil(client: pg.Client, end: number): Promise<number> {
    let done = 0;
    for (; performance.now() < end; done++) {
      await client.query({ ...INSERT, values: [randomBytes(20).toString("hex"), der] });
    }
    return done;
  }

  return {
    name: `PostgreSQL's inserts, each committed with fsync, ${connections} connection${connections === 1 ? "" : "s"}`,
    async perSecond() {
      const begun = performance.now();
      const counts = await Promise.all(clients.map((client) => insertUntil(client, begun + LENGTH_MS)));
      return (counts.reduce((sum, count) => sum + count, 0) * 1000) / (performance.now() - begun);
    },
    async close() {
      for (const client of clients) await client.end();
    },
  };
}
