import { findIssuer } from "#ca/store.ts";
import { parseCertificate } from "#pki/certificate.ts";
import { freePort } from "#platform/free-port.ts";
import { applyOrders } from "#portal/revocation/apply-orders.ts";
import { questionAbout } from "#tests/support/ocsp.ts";
import { readAnswer } from "../tests/status/ocsp/read-answer.ts";
import type { Bench } from "./bench.ts";
import { commitWatch } from "./commit-watch.ts";
import { commits } from "./commits.ts";
import { newKeysOf } from "./new-keys.ts";
import { orderingManager } from "./ordering-manager.ts";
import { ownProcess } from "./own-process.ts";
import { enterOrganisation, type Person } from "./people.ts";
import { openSite } from "./site.ts";

const ROUNDS = 7;
const IN_A_ROUND = 20;

export const bench: Bench = {
  name: "A revocation alone: ordered, done as the worker does it, and from that commit to the first OCSP answer that says revoked",
  goal: "the first answer after the commit",
  async setUp() {
    const site = await openSite({ connections: 2 });
    const port = await freePort();
    const url = `http://127.0.0.1:${port}`;
    const worker = await ownProcess("worker", site.env);
    const own = { STATUS_DATABASE_URL: site.urlAs("tanba_status"), TANBA_STATUS_PORT: String(port) };
    const status = await ownProcess("status", { ...site.env, ...own });
    const { manager, employees } = await enterOrganisation(site, newKeysOf("EC-P256"), ROUNDS * IN_A_ROUND);
    const { certificate: issuer } = await findIssuer(site.owner);
    const yardstick = await commits(site, 1);
    const order = await orderingManager(site, manager);

    async function statusOf(serial: string): Promise<string> {
      const body = new Uint8Array(questionAbout(issuer, [{ serial }]));
      const headers = { "content-type": "application/ocsp-request" };
      const answer = await fetch(`${url}/ocsp`, { method: "POST", headers, body });
      const bytes = new Uint8Array(await answer.arrayBuffer());
      return bytes.length > 5 ? (readAnswer(bytes).responses[0]?.status ?? "") : "later";
    }

    // once the keys of status are certified the orders are done here, where the moment of their commit is known
    while ((await statusOf(parseCertificate(manager.signCertificate.der).serial)) !== "good");
    await worker.stop();

    const latencies: number[] = [];
    let atOnce = 0;
    const left = [...employees];
    async function revokeAndWatch(employee: Person): Promise<number> {
      const { serial } = parseCertificate(employee.signCertificate.der);
      while ((await statusOf(serial)) !== "good");
      await order(employee);
      const committed = Promise.withResolvers<void>();
      const applied = applyOrders({ ...site.issuing, db: commitWatch(site.issuing.db, committed.resolve) });
      await Promise.race([committed.promise, applied]);
      const begun = performance.now();
      if ((await statusOf(serial)) === "revoked") atOnce++;
      else while ((await statusOf(serial)) !== "revoked");
      const ms = performance.now() - begun;
      await applied;
      return ms;
    }

    return {
      subject: {
        name: "revocations seen one after the other",
        async perSecond() {
          const took: number[] = [];
          for (const employee of left.splice(0, IN_A_ROUND)) took.push(await revokeAndWatch(employee));
          latencies.push(...took);
          return (took.length * 1000) / took.reduce((sum, ms) => sum + ms, 0);
        },
      },
      yardsticks: [yardstick],
      notes() {
        const sorted = latencies.toSorted((a, b) => a - b);
        const at = (share: number) => (sorted[Math.ceil(share * sorted.length) - 1] ?? Number.NaN).toFixed(1);
        return [`${atOnce} of ${sorted.length} in the very first answer; p50 ${at(0.5)} ms, worst ${at(1)} ms`];
      },
      async tearDown() {
        await yardstick.close();
        await status.stop();
        await site.close();
      },
    };
  },
};
