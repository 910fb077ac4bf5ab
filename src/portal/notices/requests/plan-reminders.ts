import type { Context } from "#portal/context.ts";
import { queueMessages } from "#portal/messages/queue-messages.ts";
import { lastMorning, morningOf, startOfDay } from "#portal/notices/almaty-day.ts";
import { listWaiting } from "./store.ts";
import { withManagers } from "./tell-managers.ts";

const DAYS_BEFORE = 3;
const DAY_MS = 86_400_000;

/**
 * Tells senior managers each morning how many requests have waited for them since before that day, and of each request,
 * once, that it expires within three days. May run any number of times and at the same time.
 */
export async function planReminders({ db, clock }: Pick<Context, "db" | "clock">): Promise<void> {
  const at = clock.now();
  const today = lastMorning(at);
  await db.$transaction(async (tx) => {
    const waiting = await listWaiting(tx, { at, filedBefore: startOfDay(today) });
    const ofManagers = Map.groupBy(await withManagers(tx, waiting, at), ({ personId }) => personId);
    await queueMessages(
      tx,
      at,
      [...ofManagers].map(([personId, { length }]) => ({
        ...{ key: `WAITING_DIGEST:${personId}:${today}`, channel: "EMAIL", kind: "WAITING_DIGEST", personId },
        facts: { waiting: length },
        // tomorrow has its own
        expiresAt: morningOf(today + 1),
      })),
    );
    const expiring = await listWaiting(tx, { at, expiresBy: new Date(at.getTime() + DAYS_BEFORE * DAY_MS) });
    await queueMessages(
      tx,
      at,
      (await withManagers(tx, expiring, at)).map(({ request: { id, number, applicant, expiresAt }, personId }) => ({
        ...{
          key: `WAITING_REMINDER:${id}:${personId}`,
          channel: "EMAIL",
          kind: "WAITING_REMINDER",
          personId,
          expiresAt,
        },
        facts: { number, applicant, expiresAt: expiresAt.toISOString() },
      })),
    );
  });
}
