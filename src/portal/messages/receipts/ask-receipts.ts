import { PostError } from "#platform/post/post-error.ts";
import { phoneOf } from "#portal/messages/delivery/address-of.ts";
import type { Delivering } from "#portal/messages/delivery/delivering.ts";
import { type AwaitsReceipt, listAwaitingReceipt, recordReceipt } from "./store.ts";

const AT_ONCE = 50;
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
/** Providers themselves stop trying after three days. */
const GIVE_UP_MS = 3 * 24 * HOUR_MS;
const NEVER = new Date("9999-01-01T00:00:00Z");

/**
 * Asks the SMS provider what became of what it took over, more and more seldom, for three days.
 *
 * @returns how many were asked after
 */
export async function askReceipts(context: Delivering): Promise<number> {
  const awaiting = await listAwaitingReceipt(context.db, context.clock.now(), AT_ONCE);
  for (const sent of awaiting) await askReceipt(context, sent);
  return awaiting.length;
}

async function askReceipt({ db, clock, sms, citizens, log }: Delivering, sent: AwaitsReceipt): Promise<void> {
  const { id, providerId, sentAt, address, iin } = sent;
  const now = clock.now();
  const passed = now.getTime() - sentAt.getTime();
  const wait = Math.min(HOUR_MS, Math.max(MINUTE_MS, passed));
  const dueAt = passed > GIVE_UP_MS ? NEVER : new Date(now.getTime() + wait);
  const to = address ?? (iin === null ? null : await phoneOf(citizens, iin).catch(() => null));
  const receipt = await sms.receiptOf({ providerId, to: to ?? "" }).catch((error: unknown) => {
    if (!(error instanceof PostError)) throw error;
    return "PENDING" as const;
  });
  await recordReceipt(db, id, { state: receipt === "PENDING" ? "SENT" : receipt, dueAt });
  if (receipt === "FAILED") log.error({ message: id }, "an SMS was not delivered");
}
