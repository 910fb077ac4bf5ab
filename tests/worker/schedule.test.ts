import { parseCronItems } from "graphile-worker";
import { expect, it } from "vitest";
import { SCHEDULE } from "#worker/schedule.ts";

const HOURS = Array.from({ length: 24 }, (_, hour) => hour);
const MINUTES = Array.from({ length: 60 }, (_, minute) => minute);

/** The minutes of an hour at which the queue itself calls a job, the same in every hour. */
function minutesOf(cron: string): readonly number[] {
  const [item] = parseCronItems([{ task: "a-job", match: cron }]);
  const due = (hour: number) =>
    MINUTES.filter((min) => item?.match({ min, hour, date: 26, month: 11, dow: 4 }) === true);
  const first = due(0);
  for (const hour of HOURS) expect(due(hour)).toEqual(first);
  return first;
}

it("the queue reads every time of the schedule as it is meant", () => {
  const read = Object.entries(SCHEDULE).flatMap(([name, { cron }]) =>
    cron === undefined ? [] : [[name, minutesOf(cron)] as const],
  );
  expect(Object.fromEntries(read)).toMatchObject({
    "free-abandoned-jobs": MINUTES,
    "issue-confirmed": MINUTES,
    "apply-revocations": MINUTES,
    "issue-services": MINUTES,
    "publish-crl": [0],
    "expire-unconfirmed": [0, 10, 20, 30, 40, 50],
    "forget-ended": [30],
    "forget-ended-crls": [5, 15, 25, 35, 45, 55],
  });
  for (const [name, minutes] of read) expect(minutes, name).not.toEqual([]);
});

it("the queue knows no steps within a range, so the schedule has none", () => {
  expect(() => minutesOf("5-55/10 * * * *")).toThrow();
});
