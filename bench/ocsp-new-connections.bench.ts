import { freePort } from "#platform/free-port.ts";
import type { Bench } from "./bench.ts";
import { type Load, loadOver } from "./http-load.ts";
import { openOcspSite } from "./ocsp-site.ts";
import { ownProgram } from "./own-process.ts";

export const bench: Bench = {
  name: "OCSP, answers signed before, a new connection for each question",
  goal: "≥ 0.9 of bare node:http with new connections",
  async setUp() {
    const site = await openOcspSite();
    const ours = await site.responder(1000);
    const barePort = await freePort();
    const bare = await ownProgram("bare node:http", ["bench/bare-server.ts", String(barePort), "880"]);
    const next = site.questions(1000);
    const load = (port: number): Load => ({
      ...{ ports: [port], connections: 16, lengthMs: 1000, next },
      newConnections: true,
    });
    return {
      subject: {
        name: "answers, 16 at once, one process",
        perSecond: async () => (await loadOver(load(ours.told.port))).perSecond,
      },
      yardsticks: [{ name: "bare node:http", perSecond: async () => (await loadOver(load(barePort))).perSecond }],
      async tearDown() {
        await bare.stop();
        await site.close();
      },
    };
  },
};
