import type { Bench } from "./bench.ts";
import { startChild } from "./child.ts";
import { type Load, loadOver } from "./http-load.ts";
import { openOcspSite } from "./ocsp-site.ts";

export const bench: Bench = {
  name: "OCSP, answers signed before, a new connection for each question",
  goal: "≥ 0.9 of bare node:http with new connections",
  async setUp() {
    const site = await openOcspSite();
    const ours = await site.responder(1000);
    const bare = await startChild<{ port: number }>("bare-process.ts", 880);
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
      yardsticks: [{ name: "bare node:http", perSecond: async () => (await loadOver(load(bare.told.port))).perSecond }],
      async tearDown() {
        await bare.stop();
        await site.close();
      },
    };
  },
};
