import { monitorEventLoopDelay } from "node:perf_hooks";
import pg from "pg";
import { publishCrl } from "#ca/revocation/publish-crl.ts";
import type { Bench } from "./bench.ts";
import { openSite, type Site } from "./site.ts";

/** The list of all certificates from the database to the database, through the signer's process, beside only reading its rows. */
export function crlFigure(entries: number, goal: string): Bench {
  return {
    name: `A CRL of ${entries.toLocaleString("en")} entries: read, written, checked and signed by the signer, verified, stored`,
    goal,
    async setUp() {
      const site = await openSite({ connections: 2 });
      await enterRevoked(site, entries);
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

/** Rows of certificates that nobody has, each revoked; what a list does not read of them is filled in. */
async function enterRevoked({ owner }: Site, entries: number): Promise<void> {
  await owner.$transaction(
    async (tx) => {
      await tx.$executeRaw`SET LOCAL session_replication_role = replica`;
      await tx.$executeRaw`
        INSERT INTO certificate (id, issuer_id, serial, holder_id, request_id, slot, profile, profile_version, storage, der,
          spki_sha256, ski, not_before, not_after, issued_at, revoked_at, revocation_reason, shard)
        SELECT made.id, authority.id, '4' || substr(md5(n::text) || md5((-n)::text), 1, 39), made.id, made.id, 'SIGN', 'EMPLOYEE-SIGN',
          2, 'PERSONAL_COMPUTER', int8send(n), int8send(n), '', now(), now() + interval '1 year', now(), now() - n * interval '1 second',
          'SUPERSEDED', 1
        FROM authority_certificate authority, generate_series(1, ${entries}) AS n, LATERAL (SELECT gen_random_uuid() AS id, n AS of) made
        WHERE authority.kind = 'ISSUING' AND made.of = n`;
    },
    { timeout: 240_000 },
  );
  await owner.$executeRaw`VACUUM ANALYZE certificate`;
}
