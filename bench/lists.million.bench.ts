import { composeContext } from "#compose";
import { type Database, openDatabase } from "#platform/database.ts";
import { seedMany } from "../prisma/seed-many.ts";
import type { Bench } from "./bench.ts";
import { LIMIT_MS, timesLine } from "./limit.ts";
import { listQuestions } from "./list-questions.ts";
import { manyMessages } from "./many-messages.ts";
import { ORIGIN, openSite, STATUS_URL } from "./site.ts";

const CERTIFICATES = Number(process.env["BENCH_CERTIFICATES"] ?? 1_000_000);
const CRL_SHARDS = 8;
/** The tables that grow with the country. */
const LARGE = [
  "certificate",
  "key_request",
  "holder",
  "person",
  "audit_event",
  "signed_document",
  "decision",
  "message",
];

export const bench: Bench = {
  name: `What the portal's pages ask, at ${CERTIFICATES.toLocaleString("en")} certificates`,
  goal: `each within ${LIMIT_MS} ms, by an index`,
  async setUp() {
    const site = await openSite({ connections: 1 });
    await seedMany(site.urlAs("owner"), {
      ...{ certificates: CERTIFICATES, statusUrl: STATUS_URL, crlShards: CRL_SHARDS },
    });
    await manyMessages(site.owner, CERTIFICATES);
    // one connection, so that its statistics are those of the question just asked
    const web = openDatabase(site.urlAs("tanba_web"), { max: 1 });
    const questions = Object.entries(await listQuestions(await composeContext(web, ORIGIN), site.owner));
    // what the owner has read is counted when its connections end, and not while others are asked
    await site.owner.$disconnect();
    const taken = new Map<string, number[]>(questions.map(([name]) => [name, []]));
    const through = new Set<string>();

    return {
      subject: {
        name: `questions, ${questions.length} in turn`,
        async perSecond() {
          const begun = performance.now();
          for (const [name, ask] of questions) {
            const { ms, readThrough } = await timed(web, ask);
            taken.get(name)?.push(ms);
            for (const table of readThrough) through.add(`${name} reads all of ${table}`);
          }
          return (questions.length * 1000) / (performance.now() - begun);
        },
      },
      yardsticks: [{ name: "SELECT 1", perSecond: () => bare(web) }],
      notes: () => [...taken].map(([name, times]) => timesLine(name, times)),
      async tearDown() {
        await web.$disconnect();
        await site.close();
        if (through.size > 0) throw new Error([...through].join("\n"));
      },
    };
  },
};

/** How long a question took, and which large tables were read from the first row to the last for it. */
async function timed(web: Database, ask: () => Promise<unknown>): Promise<{ ms: number; readThrough: string[] }> {
  const before = await tablesReadThrough(web);
  const begun = performance.now();
  await ask();
  const ms = performance.now() - begun;
  const after = await tablesReadThrough(web);
  return { ms, readThrough: LARGE.filter((table) => (after.get(table) ?? 0) > (before.get(table) ?? 0)) };
}

async function tablesReadThrough(web: Database): Promise<ReadonlyMap<string, number>> {
  await web.$queryRaw`SELECT pg_stat_force_next_flush()::text`;
  const rows = await web.$queryRaw<{ relname: string; scans: number }[]>`
    SELECT relname::text, seq_scan::int AS scans FROM pg_stat_user_tables WHERE relname = ANY(${LARGE})`;
  return new Map(rows.map(({ relname, scans }) => [relname, scans]));
}

async function bare(web: Database): Promise<number> {
  const [times, begun] = [200, performance.now()];
  for (let count = 0; count < times; count++) await web.$queryRaw`SELECT 1`;
  return (times * 1000) / (performance.now() - begun);
}
