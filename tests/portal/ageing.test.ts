import { expect, it } from "vitest";
import { ageing, overdueBefore } from "#portal/approvals/ageing.ts";

const at = (local: string) => new Date(`${local}:00+05:00`);

// 23 November 2026 is a Monday
it.each([
  ["the same minute", "2026-11-23T09:00", "2026-11-23T09:00", "IN_TIME", 0],
  ["the same evening", "2026-11-23T09:00", "2026-11-23T23:59", "IN_TIME", 0],
  ["the next morning, in Almaty", "2026-11-23T23:59", "2026-11-24T00:00", "IN_TIME", 1],
  ["the second working day", "2026-11-23T18:00", "2026-11-25T00:00", "DUE", 2],
  ["the fifth working day, over a weekend", "2026-11-23T18:00", "2026-11-30T23:59", "DUE", 5],
  ["the sixth", "2026-11-23T18:00", "2026-12-01T00:00", "OVERDUE", 6],
  ["a weekend, from Friday", "2026-11-27T09:00", "2026-11-29T23:00", "IN_TIME", 0],
  ["Monday, from Saturday", "2026-11-28T09:00", "2026-11-30T09:00", "IN_TIME", 1],
  ["four weeks", "2026-11-02T09:00", "2026-11-30T09:00", "OVERDUE", 20],
  ["a clock that went back", "2026-11-25T09:00", "2026-11-23T09:00", "IN_TIME", 0],
] as const)("counts working days in Almaty: %s", (_, submitted, now, label, workingDays) => {
  expect(ageing(at(submitted), at(now))).toEqual({ label, workingDays });
});

it("says since when requests are overdue, on every day of three weeks, as it says of each of them", () => {
  for (let day = 0; day < 21; day++) {
    const now = new Date(Date.UTC(2026, 10, 2 + day, 7));
    const moment = overdueBefore(now);
    expect(ageing(new Date(moment.getTime() - 1), now).label, now.toISOString()).toBe("OVERDUE");
    expect(ageing(moment, now).label, now.toISOString()).toBe("DUE");
  }
});
