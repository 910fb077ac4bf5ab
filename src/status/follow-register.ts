import pg from "pg";
import type { Clock } from "#platform/clock.ts";
import type { Database } from "#platform/database.ts";
import type { Logger } from "#platform/log.ts";
import { knownCrls, latePaths, type Snapshot, snapshotOf } from "./snapshot.ts";
import { readPublished } from "./store.ts";

/** The register as it was when it could last be read. */
export interface Followed {
  snapshot(): Snapshot | undefined;
  stop(): Promise<void>;
}

/** How often the register is read without being told to, and how soon a lost connection is sought again. */
const REREAD_MS = 30_000;
const RECONNECT_MS = 1_000;
/** The channel on which the register tells of a new CRL. */
const CHANNEL = "tanba_crl";

/**
 * Keeps a snapshot of what is published: read anew at each new CRL, and twice a minute in any case.
 *
 * While the register is away, the last snapshot stays.
 */
export function followRegister(
  url: string,
  { db, clock, log }: { readonly db: Database; readonly clock: Clock; readonly log: Logger },
): Followed {
  let snapshot: Snapshot | undefined;
  let stopped = false;
  let listener: pg.Client | undefined;
  let reconnect: NodeJS.Timeout | undefined;
  let reading: Promise<void> = Promise.resolve();

  let waiting = false;
  const reread = () => {
    // one reading that has not begun sees all that came before it
    if (waiting) return;
    waiting = true;
    reading = reading.then(async () => {
      waiting = false;
      try {
        const readAt = clock.now();
        snapshot = snapshotOf(await readPublished(db, knownCrls(snapshot)), readAt);
        warnOfLate(snapshot, readAt);
      } catch (err) {
        log.warn({ err, lastReadAt: snapshot?.readAt }, "the register can't be read");
        if (snapshot) warnOfLate(snapshot, clock.now());
      }
    });
  };
  let told = "";
  const warnOfLate = (of: Snapshot, now: Date) => {
    const late = latePaths(of, now);
    const isNew = late.join() !== told;
    told = late.join();
    if (isNew && late.length > 0) log.warn({ late }, "half of the life of a list is over and there is no newer one");
  };
  const timer = setInterval(reread, REREAD_MS);

  const listen = async () => {
    const client = new pg.Client({ connectionString: url, keepAlive: true });
    listener = client;
    client.on("error", () => undefined);
    client.once("end", () => {
      if (!stopped) reconnect = setTimeout(() => void listen(), RECONNECT_MS);
    });
    client.on("notification", reread);
    try {
      await client.connect();
      await client.query(`LISTEN ${CHANNEL}`);
      // what came before the first word is read now
      reread();
    } catch (err) {
      log.warn({ err }, "the register can't be listened to");
      await client.end().catch(() => undefined);
    }
  };
  void listen();

  return {
    snapshot: () => snapshot,
    async stop() {
      stopped = true;
      clearInterval(timer);
      clearTimeout(reconnect);
      await listener?.end().catch(() => undefined);
      await reading;
    },
  };
}
