import { once } from "node:events";
import { connect, type Socket } from "node:net";
import type { Bench } from "./bench.ts";
import { loadOver } from "./http-load.ts";
import { openOcspSite } from "./ocsp-site.ts";

const IDLE = 1_000;

/** Connections of which every other one has said half a request, and the rest nothing. */
async function openIdle(port: number): Promise<{ close(): void }> {
  const sockets: Socket[] = [];
  for (let at = 0; at < IDLE; at++) {
    const socket = connect({ port, host: "127.0.0.1" });
    // after ten seconds the server ends them
    socket.on("error", () => undefined);
    sockets.push(socket);
    await once(socket, "connect");
    if (at % 2 === 0) socket.write("POST /ocsp HTTP/1.1\r\nHost: localhost\r\nContent-Le");
  }
  return {
    close() {
      for (const socket of sockets) socket.destroy();
    },
  };
}

export const bench: Bench = {
  name: "OCSP beside 1,000 connections that say nothing or half a request: how long the slowest of a hundred answers takes",
  goal: "p99 < 2 × that without them: a ratio over 0.5",
  async setUp() {
    const site = await openOcspSite();
    const { told } = await site.responder(1000);
    const next = site.questions(1000);
    const p99 = async () => (await loadOver({ ports: [told.port], connections: 16, lengthMs: 1000, next })).p99Ms;
    return {
      subject: {
        name: "p99 in a second, one after the other, beside 1,000 connections",
        async perSecond() {
          const idle = await openIdle(told.port);
          const ms = await p99();
          idle.close();
          return 1000 / ms;
        },
      },
      yardsticks: [{ name: "the same without them", perSecond: async () => 1000 / (await p99()) }],
      tearDown: site.close,
    };
  },
};
