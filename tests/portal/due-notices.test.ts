import fc from "fast-check";
import { expect, it } from "vitest";
import { dueNotices, noticesBefore } from "#portal/notices/expiry/due-notices.ts";

const DAY_MS = 86_400_000;
const FROM = Date.UTC(2027, 0, 1);
/** With 29 February 2028. */
const THREE_YEARS_S = 3 * 366 * 86_400;
const RUNGS = [
  { channel: "EMAIL", threshold: 30 },
  { channel: "EMAIL", threshold: 14 },
  { channel: "SMS", threshold: 10 },
  { channel: "EMAIL", threshold: 7 },
] as const;

/** What a wall clock in Almaty shows, by the time zone data that ICU has. */
const wall = new Intl.DateTimeFormat("en-CA", {
  ...{ timeZone: "Asia/Almaty", hourCycle: "h23", year: "numeric", month: "2-digit", day: "2-digit" },
  ...{ hour: "2-digit", minute: "2-digit", second: "2-digit" },
});
function wallClock(at: Date): { readonly date: string; readonly time: string } {
  const part = Object.fromEntries(wall.formatToParts(at).map(({ type, value }) => [type, value]));
  return {
    date: `${part["year"]}-${part["month"]}-${part["day"]}`,
    time: `${part["hour"]}:${part["minute"]}:${part["second"]}`,
  };
}

/** A date so many days before another, by the calendar alone. */
const daysBefore = (date: string, days: number) =>
  new Date(Date.parse(`${date}T00:00:00Z`) - days * DAY_MS).toISOString().slice(0, 10);

const dueFor = (notAfter: Date, now: Date) =>
  dueNotices(now)
    .filter(({ endsFrom, endsBefore }) => endsFrom <= notAfter && notAfter < endsBefore)
    .map(({ channel, threshold }) => ({ channel, threshold }));

const second = fc.integer({ min: 0, max: THREE_YEARS_S }).map((s) => new Date(FROM + s * 1000));

it("E4: tells at nine in Almaty, so many calendar days before, for every second of three years", () => {
  fc.assert(
    fc.property(second, (notAfter) => {
      const told = noticesBefore(notAfter);
      expect(told.map(({ channel, threshold }) => ({ channel, threshold }))).toEqual(RUNGS);
      for (const { threshold, at } of told) {
        expect(wallClock(at)).toEqual({ date: daysBefore(wallClock(notAfter).date, threshold), time: "09:00:00" });
      }
    }),
    { numRuns: 3000 },
  );
});

it("E4: is right on every day of three years, 29 February too, at the first and the last second of the day", () => {
  for (let day = 0; day < 3 * 366; day++) {
    // a day in Almaty ends at 19:00 UTC
    for (const ms of [19 * 3_600_000 - 1000, 19 * 3_600_000]) {
      const notAfter = new Date(FROM + day * DAY_MS + ms);
      for (const { threshold, at } of noticesBefore(notAfter)) {
        expect(wallClock(at).date).toBe(daysBefore(wallClock(notAfter).date, threshold));
      }
    }
  }
});

it("E4: says the same of what is due now as of when it will be, to the second", () => {
  const around = fc.tuple(second, fc.integer({ min: -40 * 86_400, max: 86_400 }), fc.constantFrom(...RUNGS));
  fc.assert(
    fc.property(around, ([notAfter, seconds, { channel, threshold }]) => {
      const told = noticesBefore(notAfter);
      const moments = [
        new Date(notAfter.getTime() + seconds * 1000),
        ...told.flatMap(({ at }) => [new Date(at.getTime() - 1), at]),
        new Date(notAfter.getTime() - 1),
        notAfter,
      ];
      for (const now of moments) {
        const reached = told.filter((notice) => notice.channel === channel && notice.at <= now && now < notAfter);
        const tightest = reached.at(-1)?.threshold === threshold;
        expect(dueFor(notAfter, now).some((due) => due.channel === channel && due.threshold === threshold)).toBe(
          tightest,
        );
      }
    }),
    { numRuns: 2000 },
  );
});

it("E5: of several rungs passed in a stand-still only the tightest of each channel is due", () => {
  const notAfter = new Date("2028-03-15T06:00:00Z");
  const due = (days: number) => dueFor(notAfter, new Date(notAfter.getTime() - days * DAY_MS));
  expect(due(31)).toEqual([]);
  expect(due(29)).toEqual([{ channel: "EMAIL", threshold: 30 }]);
  expect(due(13)).toEqual([{ channel: "EMAIL", threshold: 14 }]);
  expect(due(9)).toEqual([
    { channel: "EMAIL", threshold: 14 },
    { channel: "SMS", threshold: 10 },
  ]);
  expect(due(1)).toEqual([
    { channel: "EMAIL", threshold: 7 },
    { channel: "SMS", threshold: 10 },
  ]);
  expect(due(0)).toEqual([]);
});
