import { describe, expect, onTestFinished, test, vi } from "vitest";
import { browserDate } from "#i18n/browser-date.ts";
import { daysLeft, formatDate, formatDateInText, formatDateTime } from "#i18n/dates.ts";

const INSTANT = "2027-01-30T20:05:00Z";

describe("dates", () => {
  test.each([
    ["kk", "2027 ж. 31 қаңтар"],
    ["ru", "31 января 2027 г."],
    ["en", "31 January 2027"],
  ] as const)("are written in %s, by the clock of Kazakhstan", (locale, expected) => {
    expect(formatDate(INSTANT, locale)).toBe(expected);
  });

  test("do not part at the end of a line inside a sentence", () => {
    expect(formatDateInText(INSTANT, "kk")).toBe("2027\u00a0ж.\u00a031\u00a0қаңтар");
  });

  test("have the hour with them where it matters", () => {
    expect(formatDateTime(INSTANT, "kk")).toBe("2027 ж. 31 қаңтар, 01:05");
  });

  test("are the same day in the browser, which knows no Kazakh months", () => {
    expect(browserDate(INSTANT)).toEqual({ year: "2027", month: "1", day: "31" });
  });
});

test("a started day counts as left, and none are left below zero", () => {
  const now = new Date("2026-11-23T06:00:00Z");
  expect(daysLeft("2026-11-24T06:00:01Z", now)).toBe(2);
  expect(daysLeft("2026-11-23T06:00:00Z", now)).toBe(0);
  expect(daysLeft("2020-01-01T00:00:00Z", now)).toBe(0);
});

test("makes one format for each language, however many dates a report has", () => {
  const makes = vi.spyOn(Intl, "DateTimeFormat");
  onTestFinished(() => makes.mockRestore());
  for (let day = 0; day < 100; day++) {
    for (const language of ["kk", "ru", "en"] as const) formatDateTime(new Date(day * 86_400_000), language);
  }
  expect(makes.mock.calls.length).toBeLessThanOrEqual(6);
});
