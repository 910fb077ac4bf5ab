import { failpoint } from "#ca/failpoint.ts";
import { PostError } from "#platform/post/post-error.ts";
import { queueNextDelivery } from "#portal/messages/store.ts";
import { maskContact } from "#portal/step-up/mask-contact.ts";
import { addressOf } from "./address-of.ts";
import type { Delivering } from "./delivering.ts";
import { nextTry, TRIES_MAX } from "./next-try.ts";
import { sendMessage } from "./send-message.ts";
import { type Outcome, settleMessage, type TakenMessage, takeMessages } from "./store.ts";
import { whyDropped } from "./why-dropped.ts";

/** Messages at once: as many as go out within a fraction of the lease, however slow the other side is. */
const BATCH = 20;
/** Nothing happens to a message for so long only when its worker is gone. */
const LEASE_MS = 300_000;
/** A letter that may have been taken over so often goes out no more. */
const DOUBTS_MAX = 2;

/**
 * Sends all that is due, no faster than the rate allows, and writes down what became of each.
 *
 * May run any number of times and at the same time: a message is one worker's at a time. A letter that was handed over but
 * not written down goes out once more, under the same Message-ID, and then is UNKNOWN; an SMS is asked after first. What
 * fails is tried again later and later, and in the end stays FAILED, or UNKNOWN when nobody can tell, for an operator to see.
 *
 * @returns how many messages were worked on
 */
export async function deliverMessages(context: Delivering): Promise<number> {
  const { db, clock, perMinute } = context;
  let worked = 0;
  for (;;) {
    const taken = await takeMessages(db, { now: clock.now(), perMinute, limit: BATCH, leaseMs: LEASE_MS });
    if (taken.length === 0) break;
    failpoint("notify.after_take");
    const done = await Promise.allSettled(taken.map((message) => deliver(context, message)));
    for (const outcome of done) if (outcome.status === "rejected") throw outcome.reason;
    worked += taken.length;
  }
  await queueNextDelivery(db, clock.now());
  return worked;
}

async function deliver(context: Delivering, message: TakenMessage): Promise<void> {
  const outcome = await outcomeOf(context, message);
  await settleMessage(context.db, message, { ...outcome, at: context.clock.now() });
  failpoint("notify.after_settle");
  if (outcome.state !== "FAILED" && outcome.state !== "UNKNOWN") return;
  const { id, kind, channel, attempts } = message;
  context.log.error({ message: id, kind, channel, attempts, error: outcome.error }, "a message was given up");
}

async function outcomeOf(context: Delivering, message: TakenMessage): Promise<Outcome> {
  if (message.channel === "EMAIL" && message.doubts >= DOUBTS_MAX)
    return { state: "UNKNOWN", error: "INTERRUPTED LOST" };
  const dropped = whyDropped(message, context.clock.now());
  if (dropped !== null) return { state: "DROPPED", error: dropped };
  let sentTo: string | undefined;
  try {
    const to = await addressOf(context, message);
    if (to === null) return { state: "DROPPED", error: "NO_ADDRESS" };
    sentTo = maskContact(to);
    const providerId = await sendMessage(context, message, to);
    failpoint("notify.after_250");
    return { state: "SENT", sentTo, providerId, dueAt: nextTry(context.clock.now(), 1, 1) };
  } catch (error) {
    return { ...afterFailure(context, message, error), sentTo };
  }
}

/** What is not the post's own word is our fault, or a register's that is away: then it is tried again, too. */
function afterFailure(
  { clock, sms, log }: Delivering,
  { id, channel, attempts, doubts }: TakenMessage,
  fault: unknown,
): Outcome {
  if (!(fault instanceof PostError)) log.warn({ err: fault, message: id }, "a message could not be written");
  const { code, fate } = fault instanceof PostError ? fault : new PostError("NOT_WRITTEN", "LATER");
  if (fate === "REFUSED") return { state: "FAILED", error: code };
  const isLost = fate === "LOST";
  const error = isLost ? `${code} LOST` : code;
  const isDoubted = isLost || (channel === "EMAIL" && doubts > 0);
  const told = { error, isDoubt: isLost };
  const isLastDoubt = channel === "SMS" ? !sms.find : doubts + 1 >= DOUBTS_MAX;
  if (isLost && isLastDoubt) return { state: "UNKNOWN", ...told };
  if (attempts >= TRIES_MAX) return { state: isDoubted ? "UNKNOWN" : "FAILED", ...told };
  return { state: "QUEUED", ...told, dueAt: nextTry(clock.now(), attempts, Math.random()) };
}
