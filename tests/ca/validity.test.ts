import fc from "fast-check";
import { expect, it } from "vitest";
import type { Storage } from "#ca/profiles.ts";
import { validityDays, validityFrom } from "#ca/validity.ts";
import { readDer, TAG } from "#pki/der.ts";
import { readTime } from "#pki/der-values.ts";
import { time } from "#pki/der-write.ts";
import { STORAGE_OIDS } from "#pki/oid.ts";

const DAY_MS = 86_400_000;
const FAR = new Date("2099-12-31T23:59:59Z");
const storages = Object.keys(STORAGE_OIDS).filter((name): name is Storage => name in STORAGE_OIDS);
const instant = fc.date({
  min: new Date("2024-01-01T00:00:00Z"),
  max: new Date("2060-01-01T00:00:00Z"),
  noInvalidDate: true,
});

it("C5: a file's certificate lives 365 days and a device's 1095, of which the last second is the one before", () => {
  expect(validityDays("PERSONAL_COMPUTER")).toBe(365);
  expect(storages.filter((storage) => validityDays(storage) === 1095)).toEqual(
    storages.filter((storage) => storage !== "PERSONAL_COMPUTER"),
  );
});

it("C5: notBefore is this second, and notAfter so many days later less a second, at any instant", () => {
  fc.assert(
    fc.property(instant, fc.constantFrom(...storages), (now, storage) => {
      const days = validityDays(storage);
      const { notBefore, notAfter } = validityFrom(now, days, FAR);
      expect(now.getTime() - notBefore.getTime()).toBeGreaterThanOrEqual(0);
      expect(now.getTime() - notBefore.getTime()).toBeLessThan(1000);
      expect(notAfter.getTime() - notBefore.getTime()).toBe(days * DAY_MS - 1000);
    }),
    { numRuns: 2000 },
  );
});

it("C5: no certificate outlives its issuer", () => {
  fc.assert(
    fc.property(instant, fc.integer({ min: 0, max: 1200 }), (now, days) => {
      const issuerNotAfter = new Date(Math.floor(now.getTime() / 1000) * 1000 + days * DAY_MS);
      const { notAfter } = validityFrom(now, 365, issuerNotAfter);
      expect(notAfter.getTime()).toBe(
        Math.min(issuerNotAfter.getTime(), Math.floor(now.getTime() / 1000) * 1000 + 365 * DAY_MS - 1000),
      );
    }),
  );
});

it.each([
  ["a leap day inside", "2027-11-23T06:30:00Z", 365, "2028-11-22T06:29:59Z"],
  ["from a leap day", "2028-02-29T00:00:00Z", 365, "2029-02-27T23:59:59Z"],
  ["to a leap day", "2027-03-01T00:00:00Z", 365, "2028-02-28T23:59:59Z"],
  ["the last second of 2049", "2049-01-01T00:00:00Z", 365, "2049-12-31T23:59:59Z"],
  ["the first day of 2050", "2049-01-02T00:00:00Z", 365, "2050-01-01T23:59:59Z"],
  ["three years over a leap day", "2026-11-23T06:30:00Z", 1095, "2029-11-22T06:29:59Z"],
])("C5: %s", (_, now, days, end) => {
  expect(validityFrom(new Date(now), days, FAR).notAfter).toEqual(new Date(end));
});

it("C5: times are UTCTime through 2049 and GeneralizedTime from 2050, and read back as they were", () => {
  fc.assert(
    fc.property(instant, (at) => {
      const node = readDer(time(at));
      expect(node.tag).toBe(at.getUTCFullYear() < 2050 ? TAG.UTC_TIME : TAG.GENERALIZED_TIME);
      expect(readTime(node).getTime()).toBe(Math.floor(at.getTime() / 1000) * 1000);
    }),
  );
});
