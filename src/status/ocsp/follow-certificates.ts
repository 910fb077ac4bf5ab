import { setTimeout as pause } from "node:timers/promises";
import pg from "pg";
import type { Clock } from "#platform/clock.ts";
import type { Logger } from "#platform/log.ts";
import type { KnownStatuses } from "./known-statuses.ts";
import { type Memory, readAlong } from "./read-along.ts";
import { CHANNEL } from "./store.ts";
import { type ToldSerials, toldSerials } from "./told-serials.ts";

/** What the register says of all certificates, kept up to date while it can be heard. */
export interface FollowedCertificates {
  /** Undefined until all was read for the first time. */
  known(): KnownStatuses | undefined;
  /** The serial numbers of the certificates that somebody's order, not done yet, will change, as far as they were heard of. */
  readonly ordered: ReadonlySet<string>;
  /** Has the register read about these; undefined while it is away, and it may go away before the promise settles. */
  readAgain(serials: Iterable<string>): Promise<void> | undefined;
  stop(): Promise<void>;
}

/** How long the register may take for one answer, and how soon it is sought again. */
const QUERY_TIMEOUT_MS = 10_000;
const RECONNECT_MS = 1_000;

/**
 * Keeps every certificate's status in memory.
 *
 * While the register is away, what was known stays, and so does the instant up to which it was known. When it is back, all
 * is read again into the same index, so that nothing that was known is forgotten meanwhile.
 */
export function followCertificates(
  url: string,
  { clock, log }: { readonly clock: Clock; readonly log: Pick<Logger, "info" | "warn" | "error"> },
): FollowedCertificates {
  const memory: Memory = { ordered: new Set() };
  let stopped = false;
  let hearing: ToldSerials | undefined;
  let client: pg.Client | undefined;

  const follow = async () => {
    for (let failures = 0; !stopped; failures++) {
      const told = toldSerials();
      client = clientFor(url, told);
      try {
        await client.connect();
        await client.query(`LISTEN ${CHANNEL}`);
        failures = 0;
        hearing = told;
        await readAlong({ client, told, memory, clock, log });
      } catch (err) {
        // once for each time that it goes away
        if (!stopped && failures === 0)
          log.warn({ err, knownAt: memory.known?.knownAt }, "the certificates can't be followed");
      }
      hearing = undefined;
      await end(client);
      if (!stopped) await pause(RECONNECT_MS);
    }
  };
  const following = follow();

  return {
    known: () => memory.known,
    ordered: memory.ordered,
    readAgain: (serials) => hearing?.ask(serials),
    async stop() {
      stopped = true;
      if (client) await end(client);
      await following;
    },
  };
}

function clientFor(url: string, told: ToldSerials): pg.Client {
  const client = new pg.Client({ connectionString: url, keepAlive: true, query_timeout: QUERY_TIMEOUT_MS });
  client.on("error", () => undefined);
  client.on("notification", ({ payload = "" }) => told.add(payload));
  client.once("end", told.wake);
  return client;
}

/** A connection that hangs would not say goodbye. */
async function end(client: pg.Client): Promise<void> {
  await Promise.race([client.end().catch(() => undefined), pause(RECONNECT_MS)]);
}
