import { expect, it } from "vitest";
import { newSerial } from "#ca/serial.ts";
import { fromHex } from "#pki/bytes.ts";

const DRAWN = 100_000;
const RANDOM_BITS = 158;
const drawn = Array.from({ length: DRAWN }, newSerial);

it("C2: every serial is positive, in its shortest form and of 20 octets", () => {
  expect(drawn.filter((serial) => !/^[4-7][0-9a-f]{39}$/.test(serial))).toEqual([]);
});

it("C1, C2: of 100,000 serials no two are the same, and they do not rise", () => {
  expect(new Set(drawn).size).toBe(DRAWN);
  const rising = drawn.filter((serial, at) => serial > (drawn[at - 1] ?? "")).length;
  // six standard deviations (sqrt(n/12)) around one half
  expect(Math.abs(rising - DRAWN / 2)).toBeLessThan(6 * Math.sqrt(DRAWN / 12));
});

it("C2: each of the 158 random bits is one as often as zero, and so are all together", () => {
  const ones = new Uint32Array(160);
  for (const serial of drawn) {
    fromHex(serial).forEach((octet, at) => {
      for (let bit = 0; bit < 8; bit++) if (octet & (0x80 >> bit)) ones[at * 8 + bit] = (ones[at * 8 + bit] ?? 0) + 1;
    });
  }
  const [sign, top, ...random] = ones;
  expect([sign, top]).toEqual([0, DRAWN]);
  expect(random.length).toBe(RANDOM_BITS);
  const deviation = Math.sqrt(DRAWN) / 2;
  for (const count of random) expect(Math.abs(count - DRAWN / 2)).toBeLessThan(6 * deviation);
  const total = random.reduce((sum, count) => sum + count, 0);
  expect(Math.abs(total - (DRAWN * RANDOM_BITS) / 2)).toBeLessThan(6 * deviation * Math.sqrt(RANDOM_BITS));
});
