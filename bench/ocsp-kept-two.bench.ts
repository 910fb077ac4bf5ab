import { freePort } from "#platform/free-port.ts";
import type { Bench, Side } from "./bench.ts";
import { loadOver } from "./http-load.ts";
import { openOcspSite } from "./ocsp-site.ts";
import { type OwnProcess, ownProgram } from "./own-process.ts";

const CERTIFICATES = 100_000;
const ASKED = 10_000;

export const bench: Bench = {
  name: "OCSP, answers signed before, 100,000 certificates of which 10 change each second, two processes, kept connections",
  goal: "further: ≥ 0.8 of two bare node:http servers",
  async setUp() {
    const site = await openOcspSite();
    const ours = [await site.responder(CERTIFICATES, 10), await site.responder(CERTIFICATES, 10)];
    const barePorts = [await freePort(), await freePort()];
    const bare: OwnProcess[] = [];
    for (const port of barePorts)
      bare.push(await ownProgram("bare node:http", ["bench/bare-server.ts", `${port}`, "880"]));
    const next = site.questions(ASKED);
    const side = (name: string, ports: readonly number[], lengthMs = 1000): Side => ({
      name,
      perSecond: async () => (await loadOver({ ports, connections: 16, lengthMs, next })).perSecond,
    });
    const ports = ours.map(({ told }) => told.port);
    await side("the first answers, which are signed", ports, 2500).perSecond();
    return {
      subject: side("answers, 16 connections", ports),
      yardsticks: [side("bare node:http, two processes", barePorts)],
      async tearDown() {
        for (const { stop } of bare) await stop();
        await site.close();
      },
    };
  },
};
