import fc from "fast-check";
import { expect, it } from "vitest";
import {
  compareBytes,
  concatBytes,
  equalBytes,
  fromBase64,
  fromHex,
  toBase64,
  toBase64Url,
  toHex,
} from "#pki/bytes.ts";

it("writes and reads hexadecimal and base64 as Node does", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 500 }), (bytes) => {
      const node = Buffer.from(bytes);
      expect(toHex(bytes)).toBe(node.toString("hex"));
      expect(fromHex(toHex(bytes))).toEqual(bytes);
      expect(toBase64(bytes)).toBe(node.toString("base64"));
      expect(fromBase64(toBase64(bytes))).toEqual(bytes);
      expect(toBase64Url(bytes)).toBe(node.toString("base64url"));
    }),
  );
  expect(fromBase64(toBase64(new Uint8Array(200_000)))).toHaveLength(200_000);
});

it.each(["0", "0g", " 00", "00 ", "0x00", "00\n"])("refuses %j as hexadecimal", (text) => {
  expect(() => fromHex(text)).toThrow(RangeError);
});

it.each(["A", "AA", "AAA", "AB==", "AAB=", "AA==\n", "A===", "AA-_", "AAAA=", "=AAA"])(
  "refuses %j as base64",
  (text) => {
    expect(() => fromBase64(text)).toThrow(RangeError);
  },
);

it("orders bytes as Node does, and joins them", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 9 }), fc.uint8Array({ maxLength: 9 }), (a, b) => {
      expect(Math.sign(compareBytes(a, b))).toBe(Buffer.compare(a, b));
      expect(equalBytes(a, b)).toBe(Buffer.compare(a, b) === 0);
      expect(concatBytes(a, b)).toEqual(new Uint8Array(Buffer.concat([a, b])));
    }),
  );
});
