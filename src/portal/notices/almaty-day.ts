const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** All of Kazakhstan keeps UTC+5 since 1 March 2024, winter and summer: no certificate here ends before. */
const OFFSET_MS = 5 * HOUR_MS;

/** When people are told something that has a day and no hour. */
const MORNING_MS = 9 * HOUR_MS;

/** The day in Almaty, counted from 1 January 1970, in which an instant lies. */
export const dayInAlmaty = (at: Date): number => Math.floor((at.getTime() + OFFSET_MS) / DAY_MS);

/** The instant at which a day begins in Almaty. */
export const startOfDay = (day: number): Date => new Date(day * DAY_MS - OFFSET_MS);

/** Nine o'clock of a day in Almaty. */
export const morningOf = (day: number): Date => new Date(startOfDay(day).getTime() + MORNING_MS);

/** The last day in Almaty whose morning has come. */
export const lastMorning = (at: Date): number => dayInAlmaty(new Date(at.getTime() - MORNING_MS));
