import fc from "fast-check";
import { expect, it } from "vitest";
import { toHex } from "#pki/bytes.ts";
import { assembleCrl, crlNumber, deltaCrlIndicator, encodeCrlTbs, parseCrl } from "#pki/crl.ts";
import { entryWriter, type RevokedEntry } from "#pki/crl-entries.ts";
import { type DerNode, partsOf, readDer, TAG } from "#pki/der.ts";
import { readInteger, readSmallInteger, readTime } from "#pki/der-values.ts";
import { sequence, set } from "#pki/der-write.ts";
import { PkiError } from "#pki/error.ts";
import { issuingDistributionPoint } from "#pki/extensions.ts";
import { OID } from "#pki/oid.ts";
import { readCrlTbs } from "#pki/read-crl.ts";
import { readExtensions } from "#pki/read-extensions.ts";
import { readSignatureAlgorithm } from "#pki/signature-algorithm.ts";

const ALGORITHM = "ECDSA-P256-SHA256";
const NOW = new Date("2026-11-23T06:30:00Z");
const URL = "http://status.tanba.test/crl/issuing-3.crl";

const tbsOf = (entries: Parameters<typeof encodeCrlTbs>[0]["entries"], ...more: ReturnType<typeof crlNumber>[]) =>
  encodeCrlTbs({
    algorithm: ALGORITHM,
    issuer: sequence(set(sequence())),
    thisUpdate: NOW,
    nextUpdate: new Date("2026-11-24T06:30:00Z"),
    entries,
    extensions: [crlNumber(5n), ...more],
  });
const parsed = (tbs: Uint8Array) => parseCrl(assembleCrl(tbs, ALGORITHM, new Uint8Array(8)));

const hexDigits = fc.stringMatching(/^[1-7][0-9a-f]([0-9a-f]{2}){0,19}$/);
const instants = fc
  .integer({ min: Date.UTC(1950, 0, 1) / 1000, max: Date.UTC(2060, 0, 1) / 1000 })
  .map((seconds) => new Date(seconds * 1000));
const entries: fc.Arbitrary<RevokedEntry> = fc.record({
  serial: hexDigits,
  revokedAt: instants,
  reason: fc.option(fc.constantFrom(1, 3, 4, 5, 6, 8), { nil: undefined }),
});

it("reads back every entry that it wrote, of any length of serial and any time, with a reason or without", () => {
  fc.assert(
    fc.property(fc.array(entries, { maxLength: 40 }), (wanted) => {
      expect(parsed(tbsOf(wanted)).entries).toEqual(wanted);
    }),
    { numRuns: 500 },
  );
});

it("writes the same entries in one piece and in many", () => {
  const wanted = Array.from({ length: 30_000 }, (_, at) => ({
    serial: `4${at.toString(16).padStart(39, "0")}`,
    revokedAt: new Date(NOW.getTime() - at * 997_000),
    reason: 1 + (at % 6),
  }));
  const writer = entryWriter();
  for (const entry of wanted) writer.add(entry);
  expect(writer.parts().length).toBeGreaterThan(1);
  expect(tbsOf(writer)).toEqual(tbsOf(wanted));
  expect(parsed(tbsOf(wanted)).entries).toEqual(wanted);
});

it.each(["", "4", "zz", "4g", `40${"00".repeat(21)}`, "4é", "40 0"])("writes no serial that is none: %j", (serial) => {
  expect(() => entryWriter().add({ serial, revokedAt: NOW })).toThrow(RangeError);
});

it("tells the address of a shard and the base of a delta, and refuses a scope that says more", () => {
  const { distributionPoint, baseNumber, number } = parsed(
    tbsOf([], issuingDistributionPoint(URL), deltaCrlIndicator(3n)),
  );
  expect({ distributionPoint, baseNumber, number }).toEqual({ distributionPoint: URL, baseNumber: 3n, number: 5n });
  const { value, ...rest } = issuingDistributionPoint(URL);
  const usersToo = { ...rest, value: sequence(value.subarray(2), Uint8Array.of(0x81, 1, 0xff)) };
  expect(() => parsed(tbsOf([], usersToo))).toThrowWithCode("CRL_MALFORMED");
});

it("is as strict with an entry as reading it value by value, whatever bit is changed", () => {
  const tbs = tbsOf([
    { serial: "40a1b2c3d4e5f60718", revokedAt: NOW, reason: 4 },
    { serial: "7f", revokedAt: new Date("2051-01-01T00:00:00Z") },
    { serial: "00ff01", revokedAt: new Date("1999-12-31T23:59:59Z"), reason: 1 },
  ]);
  let believed = 0;
  for (let bit = 0; bit < tbs.length * 8; bit++) {
    const changed = tbs.slice();
    changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (0x80 >> (bit & 7));
    const found = outcome(() => {
      const seen: RevokedEntry[] = [];
      const steps = readCrlTbs(changed, ({ serial, ...entry }) => seen.push({ serial: toHex(serial), ...entry }));
      while (!steps.next().done);
      return seen;
    });
    expect(found, `bit ${bit}`).toEqual(outcome(() => readValueByValue(changed)));
    if (found !== "refused") believed++;
  }
  expect(believed).toBeGreaterThan(100);
  expect(believed).toBeLessThan(tbs.length * 8 - 500);
});

it("lets others work while it reads: a step is some thousand entries", () => {
  const many = Array.from({ length: 20_000 }, (_, at) => ({
    serial: (0x40_0000 + at).toString(16),
    revokedAt: NOW,
    reason: 4,
  }));
  let seen = 0;
  const steps = readCrlTbs(tbsOf(many), () => seen++);
  let last = 0;
  for (let step = steps.next(); !step.done; step = steps.next()) {
    expect(seen - last).toBeLessThanOrEqual(2048);
    last = seen;
  }
  expect([seen, last]).toEqual([20_000, 18_432]);
});

function outcome<Value>(read: () => Value): Value | "refused" {
  try {
    return read();
  } catch (error) {
    if (error instanceof PkiError) return "refused";
    throw error;
  }
}

/** The same over the tree of all values, as it was read before there were lists too large for that. */
function readValueByValue(tbs: Uint8Array): readonly RevokedEntry[] {
  const fields = partsOf(readDer(tbs));
  if (readSmallInteger(fields.next()) !== 1) throw new PkiError("CRL_MALFORMED", "version");
  readSignatureAlgorithm(fields.next());
  fields.next(TAG.SEQUENCE);
  readTime(fields.next());
  readTime(fields.next());
  const list = fields.optional(TAG.SEQUENCE);
  if (list?.children.length === 0) throw new PkiError("CRL_MALFORMED", "empty");
  const tail = partsOf(fields.next(0xa0), 0xa0);
  const extensions = readExtensions(tail.next());
  tail.end();
  fields.end();
  const number = extensions.get(OID.crlNumber);
  if (!number || (readInteger(readDer(number.value))[0] ?? 0x80) >= 0x80) throw new PkiError("CRL_MALFORMED", "number");
  return (list?.children ?? []).map(entryOf);
}

function entryOf(node: DerNode): RevokedEntry {
  const fields = partsOf(node);
  const serial = toHex(readInteger(fields.next()));
  const revokedAt = readTime(fields.next());
  const extensions = fields.optional(TAG.SEQUENCE);
  fields.end();
  const value = extensions && readExtensions(extensions).get(OID.reasonCode)?.value;
  return { serial, revokedAt, reason: value && readSmallInteger(readDer(value), TAG.ENUMERATED) };
}
