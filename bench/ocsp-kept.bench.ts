import { freePort } from "#platform/free-port.ts";
import type { Bench } from "./bench.ts";
import { type Load, type Loaded, loadOver } from "./http-load.ts";
import { openOcspSite } from "./ocsp-site.ts";
import { ownProgram } from "./own-process.ts";

const CERTIFICATES = 100_000;
/** So many of them are asked about, again and again. */
const ASKED = 10_000;

export const bench: Bench = {
  name: "OCSP, answers signed before, 100,000 certificates of which 10 change each second, kept connections",
  goal: "≥ 0.6 of a bare node:http POST of the same size, p99 ≤ 6 ms",
  async setUp() {
    const site = await openOcspSite();
    const ours = await site.responder(CERTIFICATES, 10);
    const barePort = await freePort();
    const bare = await ownProgram("bare node:http", ["bench/bare-server.ts", String(barePort), "880"]);
    const next = site.questions(ASKED);
    const load = (port: number): Load => ({ ports: [port], connections: 16, lengthMs: 1000, next });
    let last: Loaded | undefined;
    await loadOver({ ...load(ours.told.port), lengthMs: 2500 });
    return {
      subject: {
        name: "answers, 16 connections, one process",
        async perSecond() {
          last = await loadOver(load(ours.told.port));
          return last.perSecond;
        },
      },
      yardsticks: [{ name: "bare node:http", perSecond: async () => (await loadOver(load(barePort))).perSecond }],
      notes: () => [`p99 ${last?.p99Ms.toFixed(1)} ms, ${last?.refused} refused`],
      async tearDown() {
        await bare.stop();
        await site.close();
      },
    };
  },
};
