import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseCertificate } from "#pki/certificate.ts";
import { encode, oid, sequence, set, setOf, utf8String } from "#pki/der-write.ts";
import { encodeName, type NameAttribute, parseName, subjectOf } from "#pki/name.ts";
import { OID } from "#pki/oid.ts";
import { opensslIn, temporaryFolder } from "#tests/support/openssl.ts";
import { certify, P256_KEY, SUBJECT } from "./openssl-authority.ts";

const openssl = opensslIn(temporaryFolder());

const utf8 = (type: string, value: string): NameAttribute => ({ type, value, encoding: "utf8" });
const printable = (type: string, value: string): NameAttribute => ({ type, value, encoding: "printable" });
const CN = utf8(OID.commonName, "СЕЙТҚАЛИ ӘЛИЯ");
const IIN = printable(OID.serialNumber, "IIN900101400008");
const BIN = utf8(OID.organisationalUnit, "BIN990140001234");
const ORGANISATION = utf8(OID.organisation, 'ТОО "Пример"');
const EMPLOYEE = [CN, IIN, printable(OID.country, "KZ"), ORGANISATION, BIN];

const selfSigned = (subject: string, ...more: readonly string[]) =>
  parseCertificate(
    certify(openssl, { name: "named", subject, key: P256_KEY, extensions: ["keyUsage=digitalSignature"], more }),
  ).subject;

describe("a subject", () => {
  it("is read from a name that OpenSSL has written", () => {
    expect(subjectOf(selfSigned(SUBJECT))).toEqual({
      commonName: "СЕЙТҚАЛИ ӘЛИЯ",
      surname: "СЕЙТҚАЛИ",
      patronymic: "БОЛАТҚЫЗЫ",
      iin: "900101400008",
      bin: "990140001234",
      organisation: '"ТОО Пример"',
      country: "KZ",
    });
  });

  it("is the same bytes whether OpenSSL or we write it", () => {
    const ours = encodeName([
      CN,
      utf8(OID.surname, "СЕЙТҚАЛИ"),
      IIN,
      printable(OID.country, "KZ"),
      utf8(OID.organisation, "ТОО"),
      BIN,
    ]);
    expect(ours).toEqual(
      selfSigned("/CN=СЕЙТҚАЛИ ӘЛИЯ/SN=СЕЙТҚАЛИ/serialNumber=IIN900101400008/C=KZ/O=ТОО/OU=BIN990140001234"),
    );
  });

  it("may have its attributes in any order, and any of them left out but the common name", () => {
    fc.assert(
      fc.property(fc.shuffledSubarray(EMPLOYEE, { minLength: 1 }), (attributes) => {
        const subject = () => subjectOf(encodeName(attributes));
        if (!attributes.includes(CN)) {
          expect(subject).toThrowWithCode("NAME_MALFORMED");
          return;
        }
        expect(subject()).toMatchObject({
          commonName: CN.value,
          iin: attributes.includes(IIN) ? "900101400008" : undefined,
          bin: attributes.includes(BIN) ? "990140001234" : undefined,
        });
      }),
    );
  });

  it("may have other organisational units, its e-mail address and what we do not know", () => {
    const more = [utf8(OID.organisationalUnit, "Бухгалтерия"), utf8("2.5.4.15", "KS01234")];
    const email: NameAttribute = { type: OID.emailAddress, value: "a@example.kz", encoding: "ia5" };
    expect(subjectOf(encodeName([...EMPLOYEE, ...more, email]))).toMatchObject({
      bin: "990140001234",
      email: "a@example.kz",
    });
  });
});

/** Everything that somebody might put a BIN or an IIN into, so that somebody else reads it. */
const games = fc.constantFrom(
  "BIN111111111111",
  "OU=BIN111111111111",
  "x,OU=BIN111111111111",
  "x/OU=BIN111111111111",
  "x\\,OU\\=BIN111111111111",
  "x+OU=BIN111111111111",
  'x",OU="BIN111111111111',
  "x;OU=BIN111111111111",
  "2.5.4.11=#0c0f42494e313131313131313131313131",
  "IIN111111111111",
  "serialNumber=IIN111111111111",
);

describe("B6: identity", () => {
  it("does not change by what stands in the name, organisation, surname, place or e-mail address", () => {
    const types = [OID.commonName, OID.organisation, OID.surname, OID.givenName, OID.locality, OID.emailAddress];
    fc.assert(
      fc.property(games, fc.constantFrom(...types), fc.nat(5), (value, type, at) => {
        const others = EMPLOYEE.filter((attribute) => attribute.type !== type);
        const attributes = others.toSpliced(at, 0, utf8(type, value));
        expect(subjectOf(encodeName(attributes))).toMatchObject({ iin: "900101400008", bin: "990140001234" });
      }),
    );
  });

  it("does not come from anywhere else when there is no BIN", () => {
    fc.assert(
      fc.property(games, (value) => {
        const subject = subjectOf(encodeName([utf8(OID.commonName, value), IIN, utf8(OID.organisation, value)]));
        expect(subject.bin).toBeUndefined();
        expect(subject.iin).toBe("900101400008");
      }),
    );
  });

  it.each<[rule: string, attributes: readonly NameAttribute[]]>([
    ["two BINs", [CN, IIN, BIN, utf8(OID.organisationalUnit, "BIN111111111111")]],
    ["the same BIN twice", [CN, IIN, BIN, BIN]],
    ["a BIN of 11 digits", [CN, IIN, utf8(OID.organisationalUnit, "BIN99014000123")]],
    ["a BIN of 13 digits", [CN, IIN, utf8(OID.organisationalUnit, "BIN9901400012345")]],
    ["a BIN in small letters", [CN, IIN, utf8(OID.organisationalUnit, "bin990140001234")]],
    ["a BIN of other digits", [CN, IIN, utf8(OID.organisationalUnit, "BIN９９0140001234")]],
    ["a BIN with a space", [CN, IIN, utf8(OID.organisationalUnit, "BIN 990140001234")]],
    ["two IINs", [CN, IIN, printable(OID.serialNumber, "IIN111111111111")]],
    ["a serial number that is no IIN", [CN, printable(OID.serialNumber, "BIN990140001234")]],
    ["an IIN of 11 digits", [CN, printable(OID.serialNumber, "IIN90010140000")]],
    ["two common names", [CN, CN, IIN]],
    ["two organisations", [CN, IIN, ORGANISATION, ORGANISATION]],
    ["no common name", [IIN, BIN]],
  ])("is refused with %s", (_, attributes) => {
    expect(() => subjectOf(encodeName(attributes))).toThrowWithCode("NAME_MALFORMED");
  });

  it("is refused with several attributes in one relative name, as OpenSSL writes them", () => {
    const name = selfSigned(
      "/CN=A+OU=BIN111111111111/serialNumber=IIN900101400008/OU=BIN990140001234",
      "-multivalue-rdn",
    );
    expect(parseName(name).some((relative) => relative.length === 2)).toBe(true);
    expect(() => subjectOf(name)).toThrowWithCode("NAME_MALFORMED");
  });
});

describe("a Name", () => {
  const attribute = (type: string, value: Uint8Array) => sequence(oid(type), value);
  const good = attribute(OID.commonName, utf8String("A"));

  it("gives back what was put in", () => {
    const value = fc.string({ unit: "grapheme", minLength: 1 }).filter((text) => !/[\p{Cc}\p{Cs}]/u.test(text));
    fc.assert(
      fc.property(fc.array(value), (values) => {
        const attributes = values.map((text) => utf8(OID.commonName, text));
        expect(parseName(encodeName(attributes))).toEqual(attributes.map((one) => [one]));
      }),
    );
  });

  it.each<[rule: string, der: Uint8Array]>([
    ["a relative name of nothing", sequence(set())],
    ["a relative name out of order", sequence(encode(0x31, attribute(OID.organisationalUnit, utf8String("B")), good))],
    ["a relative name with one attribute twice", sequence(set(good, good))],
    ["an attribute of no value", sequence(set(sequence(oid(OID.commonName))))],
    ["an attribute of two values", sequence(set(sequence(oid(OID.commonName), utf8String("A"), utf8String("B"))))],
    ["an empty value", sequence(set(attribute(OID.commonName, utf8String(""))))],
    ["a control character", sequence(set(attribute(OID.commonName, utf8String("A\0B"))))],
    ["a line end", sequence(set(attribute(OID.commonName, utf8String("A\nB"))))],
    ["bytes that are not UTF-8", sequence(set(attribute(OID.commonName, encode(0x0c, Uint8Array.of(0xc0, 0x80)))))],
    ["a PrintableString that is none", sequence(set(attribute(OID.commonName, encode(0x13, Uint8Array.of(0x40)))))],
    ["an IA5String that is none", sequence(set(attribute(OID.commonName, encode(0x16, Uint8Array.of(0xe9)))))],
    ["a TeletexString", sequence(set(attribute(OID.commonName, encode(0x14, Uint8Array.of(0x41)))))],
    ["a SET where a SEQUENCE is due", setOf([set(good)])],
  ])("is refused with %s", (_, der) => {
    expect(() => parseName(der)).toThrowWithCode("NAME_MALFORMED");
  });

  it("is not written with a value that does not fit its type", () => {
    expect(() => encodeName([printable(OID.country, "ҚЗ")])).toThrowWithCode("NAME_MALFORMED");
    expect(() => encodeName([utf8(OID.commonName, "")])).toThrowWithCode("NAME_MALFORMED");
  });
});
