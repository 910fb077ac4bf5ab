import type { MessageChannel } from "#platform/prisma/enums.ts";
import { dayInAlmaty, lastMorning, morningOf, startOfDay } from "#portal/notices/almaty-day.ts";

/** How many days before the end of their keys people are told, as the guide promises it to them; each channel's last rung last. */
const LADDER = {
  EMAIL: [30, 14, 7],
  SMS: [10],
} as const satisfies Record<MessageChannel, readonly number[]>;

const CHANNELS = ["EMAIL", "SMS"] as const;

/** One rung of the ladder, and the certificates that stand on it now: those that end in `[endsFrom, endsBefore)`. */
export interface DueNotice {
  readonly channel: MessageChannel;
  /** Days before the end. */
  readonly threshold: number;
  readonly endsFrom: Date;
  readonly endsBefore: Date;
}

/**
 * What is due at `now`: on each channel, for each certificate that ends later, the tightest rung that it has reached.
 *
 * A rung is reached at nine o'clock in Almaty, so many days before the day on which the certificate ends there. Whoever
 * stood still across several rungs so tells only the last. What was told before is for the caller to know.
 */
export function dueNotices(now: Date): readonly DueNotice[] {
  const today = lastMorning(now);
  return CHANNELS.flatMap((channel) =>
    LADDER[channel].map((threshold, at, rungs) => {
      const tighter = rungs[at + 1];
      const endsFrom = tighter === undefined ? new Date(now.getTime() + 1) : startOfDay(today + tighter + 1);
      return { channel, threshold, endsFrom, endsBefore: startOfDay(today + threshold + 1) };
    }),
  );
}

/** When the holder of a certificate that ends at `notAfter` is told so, in order: what a key's page shows. */
export function noticesBefore(notAfter: Date): readonly { channel: MessageChannel; threshold: number; at: Date }[] {
  const lastDay = dayInAlmaty(notAfter);
  return CHANNELS.flatMap((channel) =>
    LADDER[channel].map((threshold) => ({ channel, threshold, at: morningOf(lastDay - threshold) })),
  ).toSorted((one, other) => one.at.getTime() - other.at.getTime());
}
