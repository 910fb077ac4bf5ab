import { dayInAlmaty, startOfDay } from "#portal/notices/almaty-day.ts";

interface Days {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

const dayOf = (iso: string) => dayInAlmaty(new Date(`${iso}T12:00:00+05:00`));

/** The time from the first to the last day, as they are in Kazakhstan; what is not said is no limit. */
export function daysBetween({ from, to }: Days): { readonly gte?: Date; readonly lt?: Date } {
  return {
    ...(from !== undefined && { gte: startOfDay(dayOf(from)) }),
    ...(to !== undefined && { lt: startOfDay(dayOf(to) + 1) }),
  };
}
