import type { Bench } from "./bench.ts";
import { type Load, loadOver } from "./http-load.ts";
import { openOcspSite } from "./ocsp-site.ts";

export const bench: Bench = {
  name: "OCSP signed for each question, a million certificates of which 10 change each second",
  goal: "≥ 0.95 of the rate over a thousand, ≤ 2.5 kB of memory each",
  async setUp() {
    const site = await openOcspSite();
    const million = await site.responder(1_000_000, 10);
    const thousand = await site.responder(1000, 10);
    const few = site.questions(1000, { nonces: true });
    const many = site.questions(20_000, { nonces: true });
    const load = (port: number, next: () => Buffer): Load => ({ ports: [port], connections: 16, lengthMs: 1000, next });
    const { bytesEach, ms } = million.told;
    return {
      subject: {
        name: "answers with a nonce, 16 connections, one process",
        perSecond: async () => (await loadOver(load(million.told.port, many))).perSecond,
      },
      yardsticks: [
        {
          name: "the same over a thousand certificates",
          perSecond: async () => (await loadOver(load(thousand.told.port, few))).perSecond,
        },
      ],
      notes: () => [`${bytesEach.toFixed(0)} bytes of memory each; the index filled in ${(ms / 1000).toFixed(1)} s`],
      tearDown: site.close,
    };
  },
};
