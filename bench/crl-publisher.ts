import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { endWith } from "./ending.ts";
import type { Site } from "./site.ts";

/** What one publication took of the process that made it. */
export interface Published {
  readonly ms: number;
  /** The longest pause of its event loop. */
  readonly longestMs: number;
  /** The same, without what the processor was lent to others. */
  readonly longestBusyMs: number;
  /** The most memory that it ever had. */
  readonly peakMb: number;
}

export interface CrlPublisher {
  publish(): Promise<Published>;
  stop(): Promise<void>;
}

/** Starts `crl-process.ts` over the register and the signer of a site. */
export async function crlPublisher({ urlAs, env, socketPath }: Site): Promise<CrlPublisher> {
  const child = fork(join(import.meta.dirname, "crl-process.ts"), [urlAs("tanba_worker"), socketPath], {
    env: { ...process.env, ...env },
  });
  const ended = once(child, "exit");
  const stop = endWith(async () => {
    child.kill("SIGKILL");
    await ended;
  });
  await nextWord(child, ended);
  return {
    async publish() {
      const told = nextWord<Published>(child, ended);
      child.send("publish");
      return told;
    },
    stop,
  };
}

/** @throws {Error} when it ends instead */
async function nextWord<Word>(child: ChildProcess, ended: Promise<unknown>): Promise<Word> {
  const word = once(child, "message").then(([said]) => said as Word);
  const end = ended.then(() => Promise.reject(new Error("the process that publishes has ended")));
  return Promise.race([word, end]);
}
