import fc from "fast-check";
import { expect, it } from "vitest";
import { concatBytes, fromHex } from "#pki/bytes.ts";
import { integer, sequence } from "#pki/der-write.ts";
import { encodeEcdsaSignature, readEcdsaSignature } from "#pki/ecdsa-signature.ts";

it.each([32, 48])("turns r and s of %i bytes into DER and back, with leading zeros and without", (size) => {
  const number = fc
    .tuple(fc.uint8Array({ minLength: size, maxLength: size }), fc.nat(size - 1))
    .map(([bytes, zeros]) => bytes.fill(0, 0, zeros));
  fc.assert(
    fc.property(number, number, (r, s) => {
      const sideBySide = concatBytes(r, s);
      const der = encodeEcdsaSignature(sideBySide);
      expect(der).toEqual(sequence(integer(r), integer(s)));
      expect(readEcdsaSignature(der, size)).toEqual(sideBySide);
    }),
  );
});

it.each([
  ["a negative number", "3006020180020101"],
  ["a number longer than the curve", "30080203010000020101"],
  ["a number with a zero too many", "300702020001020101"],
  ["one number", "3003020101"],
  ["three numbers", "3009020101020101020101"],
  ["bytes after the signature", "300602010102010100"],
])("refuses %s", (_, hex) => {
  expect(() => readEcdsaSignature(fromHex(hex), 2)).toThrowWithCode("DER_MALFORMED");
});
