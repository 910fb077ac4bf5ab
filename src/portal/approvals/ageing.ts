import { dayInAlmaty, startOfDay } from "#portal/notices/almaty-day.ts";

/** Working days after which a decision is due, and after which it is overdue. */
export const DUE_AFTER = 2;
export const OVERDUE_AFTER = 5;

export interface Ageing {
  readonly label: "IN_TIME" | "DUE" | "OVERDUE";
  /** Working days that have begun in Almaty since the day it was submitted. */
  readonly workingDays: number;
}

/** How long a request has waited, in working days from Monday to Friday. It knows no public holidays. */
export function ageing(submittedAt: Date, now: Date): Ageing {
  const workingDays = Math.max(0, workingDaysUntil(dayInAlmaty(now)) - workingDaysUntil(dayInAlmaty(submittedAt)));
  const label = workingDays > OVERDUE_AFTER ? "OVERDUE" : workingDays >= DUE_AFTER ? "DUE" : "IN_TIME";
  return { label, workingDays };
}

/** What was submitted before this moment, and no later, is overdue. */
export function overdueBefore(now: Date): Date {
  const today = dayInAlmaty(now);
  let day = today - OVERDUE_AFTER;
  while (workingDaysUntil(today) - workingDaysUntil(day) <= OVERDUE_AFTER) day -= 1;
  return startOfDay(day + 1);
}

/** How many Mondays to Fridays there were until and with this day, counted from Monday 29 December 1969. */
function workingDaysUntil(day: number): number {
  // 1 January 1970 was a Thursday
  const sinceMonday = day + 3;
  const week = Math.floor(sinceMonday / 7);
  return week * 5 + Math.min(sinceMonday - week * 7 + 1, 5);
}
