import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fromHex, toHex } from "#pki/bytes.ts";
import { type DerNode, partsOf, readDer } from "#pki/der.ts";
import {
  readBitStringBytes,
  readBoolean,
  readInteger,
  readNamedBits,
  readOid,
  readSmallInteger,
  readText,
  readTime,
} from "#pki/der-values.ts";
import {
  boolean,
  encode,
  explicit,
  implicit,
  integer,
  namedBits,
  octetString,
  oid,
  sequence,
  setOf,
  time,
  utf8String,
} from "#pki/der-write.ts";
import { opensslIn, temporaryFolder } from "#tests/support/openssl.ts";

const openssl = opensslIn(temporaryFolder());
const read = <Value>(hex: string, reader: (node: DerNode) => Value): Value => reader(readDer(fromHex(hex)));

describe("reading", () => {
  it.each<[rule: string, hex: string]>([
    ["nothing", ""],
    ["a tag alone", "30"],
    ["a value cut off", "3003020101".slice(0, -2)],
    ["bytes after the value", "0500" + "00"],
    ["a part that ends after its whole", "3003020201" + "01"],
    ["an indefinite length", "30800000"],
    ["a length of one octet in two", "308103020101"],
    ["a length of one octet in three", "30820003020101"],
    ["a length of five octets", "3085000000000100"],
    ["a reserved length", "30ff"],
    ["the end-of-contents tag", "0000"],
    ["a high tag number", "1f810100"],
    ["a SEQUENCE that is primitive", "1000"],
    ["a SET that is primitive", "1100"],
    ["a constructed OCTET STRING", "2404040241 42".replace(" ", "")],
    ["a constructed INTEGER", "2203020101"],
  ])("refuses %s", (_, hex) => {
    expect(() => readDer(fromHex(hex))).toThrowWithCode("DER_MALFORMED");
  });

  it("keeps to the limits that it is given", () => {
    const der = sequence(sequence(integer(1)), integer(2));
    const limits = { maxBytes: der.length, maxDepth: 3, maxNodes: 4 };

    expect(readDer(der, limits).children).toHaveLength(2);
    expect(() => readDer(der, { ...limits, maxBytes: der.length - 1 })).toThrowWithCode("DER_MALFORMED");
    expect(() => readDer(der, { ...limits, maxDepth: 2 })).toThrowWithCode("DER_MALFORMED");
    expect(() => readDer(der, { ...limits, maxNodes: 3 })).toThrowWithCode("DER_MALFORMED");
  });

  it.each<[what: string, hex: string, reader: (node: DerNode) => unknown]>([
    ["an integer of nothing", "0200", readInteger],
    ["an integer with a zero too many", "02020001", readInteger],
    ["a negative integer with an FF too many", "0202ff80", readInteger],
    ["a small integer that is negative", "0201ff", readSmallInteger],
    ["a small integer of five octets", "02050100000000", readSmallInteger],
    ["a boolean of BER", "010101", readBoolean],
    ["a boolean of two octets", "0102ffff", readBoolean],
    ["a boolean of nothing", "0100", readBoolean],
    ["a key with unused bits", "03020780", readBitStringBytes],
    ["a bit string of nothing", "0300", readBitStringBytes],
    ["a bit list with zeros at its end", "03020000", readNamedBits],
    ["a bit list with unused bits that are set", "030201ff", readNamedBits],
    ["a bit list with eight unused bits", "03020880", readNamedBits],
    ["an empty bit list with unused bits", "030107", readNamedBits],
    ["an object identifier of nothing", "0600", readOid],
    ["an object identifier with a padded arc", "06032a8001", readOid],
    ["an object identifier cut off", "06022a86", readOid],
    ["an arc above 2^53", "060a2affffffffffffffff7f", readOid],
    ["an integer where an object identifier is due", "020101", readOid],
    ["a text of bytes", "0401" + "41", readText],
    ["a text with a surrogate", "0c03eda080", readText],
  ])("refuses %s", (_, hex, reader) => {
    expect(() => read(hex, reader)).toThrowWithCode("DER_MALFORMED");
  });

  it("keeps the mark at the beginning of a text: it would be another text without it", () => {
    expect(read("0c04efbbbf41", readText)).toBe("\ufeffA");
  });

  it("refuses parts that are missing, of another tag, or left over", () => {
    const node = readDer(sequence(integer(1), integer(2)));
    expect(() => partsOf(node, 0x31)).toThrowWithCode("DER_MALFORMED");
    expect(() => partsOf(node).next(0x04)).toThrowWithCode("DER_MALFORMED");
    expect(() => partsOf(node).end()).toThrowWithCode("DER_MALFORMED");
    const parts = partsOf(node);
    expect(parts.optional(0x04)).toBeUndefined();
    expect(parts.rest()).toHaveLength(2);
    parts.end();
    expect(() => parts.next()).toThrowWithCode("DER_MALFORMED");
  });
});

describe("times", () => {
  const utc = (text: string) => readDer(encode(0x17, new TextEncoder().encode(text)));
  const generalized = (text: string) => readDer(encode(0x18, new TextEncoder().encode(text)));

  it.each([
    ["UTCTime up to 2049", "2049-12-31T23:59:59.000Z", "491231235959Z"],
    ["UTCTime from 1950", "1950-01-01T00:00:00.000Z", "500101000000Z"],
    ["GeneralizedTime from 2050", "2050-01-01T00:00:00.000Z", "20500101000000Z"],
    ["a leap day", "2028-02-29T00:00:00.000Z", "280229000000Z"],
  ])("are written and read as %s", (_, iso, text) => {
    const der = time(new Date(iso));
    expect(new TextDecoder().decode(readDer(der).content)).toBe(text);
    expect(readTime(readDer(der)).toISOString()).toBe(iso);
  });

  it("are cut to the second", () => {
    expect(time(new Date("2026-01-01T00:00:00.999Z"))).toEqual(time(new Date("2026-01-01T00:00:00.000Z")));
  });

  it.each([
    ["a leap day that is none", utc("270229000000Z")],
    ["an hour 24", utc("270228240000Z")],
    ["a leap second", utc("161231235960Z")],
    ["no seconds", utc("2702280000Z")],
    ["a zone", utc("270228000000+0000")],
    ["no zone", utc("270228000000")],
    ["fractions of a second", generalized("20510101000000.5Z")],
    ["a year before 2050 in four digits", generalized("20491231235959Z")],
    ["other digits", utc("２70228000000Z")],
    ["another type", readDer(utf8String("270228000000Z"))],
  ])("are refused with %s", (_, node) => {
    expect(() => readTime(node)).toThrowWithCode("DER_MALFORMED");
  });
});

describe("writing", () => {
  it("gives back every integer that is not negative, in its shortest form", () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 2n ** 200n }), (value) => {
        const content = readInteger(readDer(integer(value)));
        expect(BigInt(`0x${toHex(content)}`)).toBe(value);
      }),
    );
    expect(() => integer(-1)).toThrow(RangeError);
  });

  it("gives back every object identifier", () => {
    const arc = fc.nat(2 ** 31);
    const dotted = fc.oneof(
      fc.tuple(fc.constantFrom(0, 1), fc.nat(39), fc.array(arc, { maxLength: 9 })),
      fc.tuple(fc.constant(2), arc, fc.array(arc, { maxLength: 9 })),
    );
    fc.assert(
      fc.property(dotted, ([first, second, others]) => {
        const text = [first, second, ...others].join(".");
        expect(readOid(readDer(oid(text)))).toBe(text);
      }),
    );
    expect(() => oid("1")).toThrow(RangeError);
  });

  it("gives back every list of bits and every boolean", () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.nat(20)), (bits) => {
        expect([...readNamedBits(readDer(namedBits(bits)))].toSorted()).toEqual([...bits].toSorted());
      }),
    );
    expect(readBoolean(readDer(boolean(true)))).toBe(true);
    expect(readBoolean(readDer(boolean(false)))).toBe(false);
  });

  it.each([0, 1, 127, 128, 255, 256, 65_535, 65_536])("writes the length %d as OpenSSL reads it", (length) => {
    const der = octetString(new Uint8Array(length));
    expect(readDer(der, { maxBytes: 100_000, maxDepth: 1, maxNodes: 1 }).content).toHaveLength(length);
    openssl.write("length.der", der);
    expect(openssl.says("asn1parse", "-inform", "DER", "-in", "length.der")).toMatch(
      new RegExp(`l= *${length} prim: OCTET STRING`),
    );
  });

  it("sorts a SET OF and tags what is explicit and implicit", () => {
    expect(toHex(setOf([integer(2), integer(1)]))).toBe("3106020101020102");
    expect(toHex(explicit(0, integer(2)))).toBe("a003020102");
    expect(toHex(implicit(1, integer(2)))).toBe("810102");
    expect(toHex(implicit(1, sequence(integer(2))))).toBe("a103020102");
  });
});
