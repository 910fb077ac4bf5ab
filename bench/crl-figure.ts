import { readFileSync } from "node:fs";
import { Agent, get } from "node:http";
import { setTimeout } from "node:timers/promises";
import pg from "pg";
import type { Bench, Side } from "./bench.ts";
import { crlPublisher, type Published } from "./crl-publisher.ts";
import { opensslCrl } from "./openssl-crl.ts";
import { openSite, type Site } from "./site.ts";
import { enterCertificates } from "./synthetic-certificates.ts";

interface Wish {
  readonly goal: string;
  /** Whether `openssl ca -gencrl` makes such a list too: of a million it takes too long for the rounds of a figure. */
  readonly beside?: "openssl";
}

/** The list of all certificates from the database to the database, by a process of its own, through the signer's. */
export function crlFigure(entries: number, { goal, beside }: Wish): Bench {
  return {
    name: `A CRL of ${entries.toLocaleString("en")} entries: read, written, checked and signed by the signer, verified, stored`,
    goal,
    async setUp() {
      const site = await openSite({ connections: 2 });
      await enterCertificates(site, { count: entries, revoked: true });
      const publisher = await crlPublisher(site);
      const client = new pg.Client({ connectionString: site.urlAs("owner") });
      await client.connect();
      const openssl = beside && opensslCrl(entries);
      const published: Published[] = [];
      let signersLongestMs = 0;
      return {
        subject: {
          name: "entries of a complete CRL, with its empty delta",
          async perSecond() {
            const probe = signerProbe(site);
            const told = await publisher.publish();
            signersLongestMs = Math.max(signersLongestMs, await probe.stop());
            published.push(told);
            return (entries * 1000) / told.ms;
          },
        },
        yardsticks: [
          timed("the same rows, only read", entries, () => client.query({ text: ROWS, rowMode: "array" })),
          ...(openssl ? [timed("`openssl ca -gencrl` over its index", entries, openssl.make)] : []),
        ],
        notes: () => [
          notesOf(published),
          `the signer: ${signersLongestMs.toFixed(0)} ms the longest wait for an answer, at most ${peakMb(site.signerPid)} MB`,
        ],
        async tearDown() {
          await openssl?.close();
          await publisher.stop();
          await client.end();
          await site.close();
        },
      };
    },
  };
}

const ROWS = "SELECT serial, revoked_at, revocation_reason FROM certificate WHERE revoked_at IS NOT NULL";

function timed(name: string, entries: number, work: () => Promise<unknown>): Side {
  return {
    name,
    async perSecond() {
      const begun = performance.now();
      await work();
      return (entries * 1000) / (performance.now() - begun);
    },
  };
}

function notesOf(published: readonly Published[]): string {
  const most = (of: keyof Published) => Math.max(...published.map((each) => each[of])).toFixed(0);
  return `the process that publishes: its event loop paused ${most("longestMs")} ms at the longest, of which it worked ${most("longestBusyMs")} ms in one go; at most ${most("peakMb")} MB`;
}

/** Asks the signer whether it lives every few milliseconds, as others wait for it while it signs. */
function signerProbe({ socketPath }: Site) {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  let longestMs = 0;
  let stopped = false;
  const asking = (async () => {
    while (!stopped) {
      const begun = performance.now();
      await new Promise<void>((resolve, reject) => {
        get({ socketPath, path: "/health/live", agent }, (answer) => answer.resume().once("end", resolve)).once(
          "error",
          reject,
        );
      });
      longestMs = Math.max(longestMs, performance.now() - begun);
      await setTimeout(5);
    }
  })();
  return {
    async stop() {
      stopped = true;
      await asking;
      agent.destroy();
      return longestMs;
    },
  };
}

/** Where Linux says it. */
function peakMb(pid: number): string {
  try {
    const kilobytes = Number(/^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1]);
    return (kilobytes / 1024).toFixed(0);
  } catch {
    return "?";
  }
}
