import { randomBytes } from "node:crypto";
import { expect, it } from "vitest";
import {
  formatRequestNumber,
  isRequestNumber,
  newRequestNumber,
  parseRequestNumber,
} from "#portal/requests/request-number.ts";
import { RequestNumber } from "#portal/wire/contract.ts";

const SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXY";
const random = (length: number) => new Uint8Array(randomBytes(length));

it("makes numbers that the contract and the check sign accept, each another one", () => {
  const numbers = new Set(Array.from({ length: 10_000 }, () => newRequestNumber(random)));
  expect(numbers.size).toBe(10_000);
  for (const number of numbers) expect(RequestNumber.parse(number) === number && isRequestNumber(number)).toBe(true);
});

it("notices every single wrong sign and every two neighbours exchanged", () => {
  const number = newRequestNumber(random);
  for (let at = 0; at < number.length; at++) {
    for (const sign of SIGNS) {
      const wrong = number.slice(0, at) + sign + number.slice(at + 1);
      if (wrong !== number) expect(isRequestNumber(wrong), wrong).toBe(false);
    }
    const exchanged =
      number.slice(0, at) +
      number
        .slice(at, at + 2)
        .split("")
        .reverse()
        .join("") +
      number.slice(at + 2);
    if (exchanged !== number) expect(isRequestNumber(exchanged), exchanged).toBe(false);
  }
});

it("uses each sign about equally often: 59.4 bits are random", () => {
  const counts = new Map<string, number>();
  for (let at = 0; at < 20_000; at++) {
    for (const sign of newRequestNumber(random).slice(0, 12)) counts.set(sign, (counts.get(sign) ?? 0) + 1);
  }
  const expected = (20_000 * 12) / SIGNS.length;
  expect(counts.size).toBe(SIGNS.length);
  for (const count of counts.values()) expect(Math.abs(count - expected) / expected).toBeLessThan(0.06);
});

it("reads a number as people type it, and nothing else", () => {
  const number = newRequestNumber(random);
  const shown = formatRequestNumber(number);
  expect(shown).toMatch(/^.{4}-.{4}-.{4}-.$/);
  expect(
    parseRequestNumber(` ${shown.toLowerCase().replaceAll("-", " – ").replaceAll("0", "o").replaceAll("1", "l")} `),
  ).toBe(number);
  for (const text of ["", "0000", `${number}0`, number.slice(1), "' OR 1=1 --"])
    expect(parseRequestNumber(text)).toBeNull();
});
