import { dueNotices } from "#portal/notices/expiry/due-notices.ts";
import { planNotices } from "#portal/notices/expiry/plan-notices.ts";
import { seedMany } from "../prisma/seed-many.ts";
import type { Bench } from "./bench.ts";
import { openSite, STATUS_URL } from "./site.ts";

const CERTIFICATES = Number(process.env["BENCH_CERTIFICATES"] ?? 1_000_000);

/** The first plan of all is the largest: everything that ends within a month at once. */
export const bench: Bench = {
  name: `Planning all notices that are due, over ${CERTIFICATES.toLocaleString("en")} certificates`,
  goal: "10 s, 256 MB, by an index",
  async setUp() {
    const site = await openSite({ connections: 2 });
    const { owner, issuing } = site;
    await seedMany(site.urlAs("owner"), { certificates: CERTIFICATES, statusUrl: STATUS_URL, crlShards: 8 });
    await owner.$executeRaw`UPDATE person SET email = 'p' || iin || '@example.kz'`;
    await owner.$executeRawUnsafe("VACUUM ANALYZE person, certificate, key_request, message");
    const context = { ...issuing, log: { error: () => undefined }, perMinute: 1_000_000 };
    const plans: { readonly notices: number; readonly ms: number; readonly againMs: number }[] = [];
    return {
      subject: {
        name: "certificates a second, each pair and rung written to the outbox",
        async perSecond() {
          await owner.message.deleteMany({ where: { kind: "EXPIRY" } });
          const begun = performance.now();
          const notices = await planNotices(context);
          const ms = performance.now() - begun;
          await planNotices(context);
          plans.push({ notices, ms, againMs: performance.now() - begun - ms });
          return (CERTIFICATES * 1000) / ms;
        },
      },
      yardsticks: [
        {
          name: "the same pairs, only counted by their index",
          async perSecond() {
            const begun = performance.now();
            for (const { endsFrom, endsBefore } of dueNotices(new Date())) {
              await owner.$queryRaw`
                SELECT count(*)::int FROM certificate
                WHERE slot = 'SIGN' AND not_after >= ${endsFrom} AND not_after < ${endsBefore}`;
            }
            return (CERTIFICATES * 1000) / (performance.now() - begun);
          },
        },
      ],
      notes: () => [
        ...plans.map(
          ({ notices, ms, againMs }) =>
            `${notices} notices in ${ms.toFixed(0)} ms; none again in ${againMs.toFixed(0)} ms`,
        ),
        `${Math.round(process.resourceUsage().maxRSS / 1024)} MB at most in the planning process, the filling of the register included`,
      ],
      tearDown: () => site.close(),
    };
  },
};
