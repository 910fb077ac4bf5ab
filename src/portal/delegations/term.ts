import { startOfDay } from "#portal/notices/almaty-day.ts";

const DAY_MS = 86_400_000;
const LONGEST_DAYS = 365;

/** A day without an hour, as the register keeps it and as ISO 8601 writes it. */
export const dateOf = (iso: string): Date => new Date(`${iso}T00:00:00Z`);
export const isoOf = (date: Date): string => date.toISOString().slice(0, 10);

/** From when a right holds, and until when it does no more: the beginning of the first day and the end of the last. */
export function termOf({ fromDay, lastDay }: { readonly fromDay: Date; readonly lastDay: Date }) {
  return { from: startOfDay(fromDay.getTime() / DAY_MS), until: startOfDay(lastDay.getTime() / DAY_MS + 1) };
}

/** The last day that a right may have which begins on this one: a year it is at most. */
export const latestDay = (fromDay: Date): Date => new Date(fromDay.getTime() + (LONGEST_DAYS - 1) * DAY_MS);
