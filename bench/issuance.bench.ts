import { issueConfirmed } from "#portal/requests/issue-confirmed.ts";
import { bareP256Signatures } from "./bare-signatures.ts";
import type { Bench } from "./bench.ts";
import { commits } from "./commits.ts";
import { confirmAll, fileRequests } from "./confirmed-requests.ts";
import { type CpuTime, cpuTime } from "./cpu-time.ts";
import { newKeysOf } from "./new-keys.ts";
import { enterOrganisation, type Organisation } from "./people.ts";
import { openSite } from "./site.ts";

const ORGANISATIONS = 8;
const EMPLOYEES = 48;
/** As the worker has, of which issuing uses as many as there are batches on the way. */
const CONNECTIONS = 4;

export const bench: Bench = {
  name: "Issuing end to end: confirmed → both signatures verified again → signed and journalled by the signer → stored",
  goal: "1,800 certificates/s on a quiet machine of two cores; RSA-2048 keys, P-256 authority, fsync everywhere",
  async setUp() {
    const site = await openSite({ connections: CONNECTIONS });
    const newKeys = newKeysOf("RSA-2048");
    const organisations: Organisation[] = [];
    for (let at = 0; at < ORGANISATIONS; at++) organisations.push(await enterOrganisation(site, newKeys, EMPLOYEES));
    const yardstick = await commits(site, CONNECTIONS);
    const cpu: string[] = [];

    return {
      subject: {
        name: "certificates issued, two for each request",
        async perSecond() {
          const ids = await fileRequests(site, organisations, newKeys);
          await confirmAll(site, ids);
          const before = cpuTime();
          const begun = performance.now();
          await issueConfirmed(site.issuing);
          const seconds = (performance.now() - begun) / 1000;
          cpu.push(spent(before, cpuTime(), 2 * ids.length));
          const issued = await site.owner.certificate.count({ where: { requestId: { in: [...ids] } } });
          if (issued !== 2 * ids.length) throw new Error(`${issued} certificates of ${ids.length} requests`);
          return issued / seconds;
        },
      },
      yardsticks: [bareP256Signatures(), yardstick],
      notes: () => [cpu.at(-1) ?? ""],
      async tearDown() {
        await yardstick.close();
        await site.close();
      },
    };
  },
};

/** Where the processors' time went in the last round: two of them have 2 ms for each of 1,000 certificates a second. */
function spent(before: CpuTime | undefined, after: CpuTime | undefined, certificates: number): string {
  if (!before || !after) return "";
  const each = (part: keyof CpuTime) => `${((after[part] - before[part]) / certificates).toFixed(2)} ms`;
  return `CPU a certificate: worker ${each("own")}, PostgreSQL ${each("postgres")}, signer ${each("others")}`;
}
