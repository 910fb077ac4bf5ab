import { dayInAlmaty } from "#portal/notices/almaty-day.ts";

/** How long a request has waited: fresh for two days in Kazakhstan, then due, from the sixth on overdue. */
export type Ageing = "fresh" | "due" | "overdue";

const DUE_DAYS = 2;
export const OVERDUE_DAYS = 5;

export function ageingOf(submittedAt: Date, now: Date): Ageing {
  const days = dayInAlmaty(now) - dayInAlmaty(submittedAt);
  if (days > OVERDUE_DAYS) return "overdue";
  return days >= DUE_DAYS ? "due" : "fresh";
}
