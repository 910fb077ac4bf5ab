import { expect, it } from "vitest";
import { encode, explicit, integer, nullValue, octetString, oid, sequence, utf8String } from "#pki/der-write.ts";
import { answerOcsp } from "#status/ocsp/answer-ocsp.ts";
import { NOW } from "#tests/support/authority.ts";
import { certIdOf, questionAbout } from "#tests/support/ocsp.ts";
import { responderForTest } from "./desk-for-test.ts";
import { extensionOf, nested, tryHostileQuestions } from "./hostile-questions.ts";

const ROWS = [
  { serial: "0a01", notAfter: new Date("2027-11-23T00:00:00Z") },
  { serial: "0a02", notAfter: new Date("2027-11-23T00:00:00Z") },
];
const made = responderForTest(ROWS);

const said = async (question: Uint8Array) =>
  (await made).responder.answer(Buffer.from(question), NOW).body.toString("hex");
const MALFORMED = "30030a0101";
const UNAUTHORIZED = "30030a0106";

async function issuerOf() {
  return (await made).issuer;
}
const certId = async (serial = "0a01") => certIdOf(await issuerOf(), { serial });
const asking = (...requests: readonly Uint8Array[]) => sequence(sequence(sequence(...requests)));
const SHA256 = sequence(oid("2.16.840.1.101.3.4.2.1"), nullValue());
const bytes = (length: number) => new Uint8Array(length);
const withSerial = (der: Uint8Array) =>
  asking(sequence(sequence(SHA256, octetString(bytes(32)), octetString(bytes(32)), der)));
const nonce = (length: number) => sequence(oid("1.3.6.1.5.5.7.48.1.2"), octetString(octetString(bytes(length))));

it.each<[string, () => Promise<Uint8Array> | Uint8Array]>([
  ["nothing", () => bytes(0)],
  ["one byte", () => Uint8Array.of(0x30)],
  ["an empty question", () => sequence()],
  ["a question about nothing", () => asking()],
  [
    "eleven certificates",
    async () =>
      questionAbout(
        await issuerOf(),
        Array.from({ length: 11 }, () => ({ serial: "0a01" })),
      ),
  ],
  [
    "four hundred certificates",
    async () =>
      questionAbout(
        await issuerOf(),
        Array.from({ length: 400 }, () => ({ serial: "0a01" })),
      ),
  ],
  ["an indefinite length", () => Uint8Array.of(0x30, 0x80, 0x30, 0x00, 0, 0)],
  ["a length that is longer than it must be", () => Uint8Array.of(0x30, 0x81, 0x02, 0x30, 0x00)],
  ["a thousand SEQUENCEs in each other", () => nested(1000)],
  ["an OCSPResponse", () => Buffer.from(MALFORMED, "hex")],
  [
    "a version that is written out",
    async () => sequence(sequence(explicit(0, integer(0)), sequence(sequence(await certId())))),
  ],
  ["version 2", async () => sequence(sequence(explicit(0, integer(1)), sequence(sequence(await certId()))))],
  ["a CertID cut off", async () => asking(sequence((await certId()).subarray(0, -2)))],
  [
    "a nonce of no octets",
    async () => sequence(sequence(sequence(sequence(await certId())), explicit(2, sequence(nonce(0))))),
  ],
  [
    "a nonce of 129 octets",
    async () => sequence(sequence(sequence(sequence(await certId())), explicit(2, sequence(nonce(129))))),
  ],
  [
    "two nonces",
    async () => sequence(sequence(sequence(sequence(await certId())), explicit(2, sequence(nonce(8), nonce(8))))),
  ],
  [
    "a nonce that is bare",
    async () =>
      sequence(
        sequence(sequence(sequence(await certId())), explicit(2, sequence(extensionOf("1.3.6.1.5.5.7.48.1.2")))),
      ),
  ],
  [
    "an unknown critical extension",
    async () =>
      sequence(sequence(sequence(sequence(await certId())), explicit(2, sequence(extensionOf("1.2.3.4", true))))),
  ],
  [
    "one about a certificate",
    async () => asking(sequence(await certId(), explicit(0, sequence(extensionOf("1.2.3.4", true))))),
  ],
  [
    "an empty list of extensions",
    async () => sequence(sequence(sequence(sequence(await certId())), explicit(2, sequence()))),
  ],
  ["a serial of no octets", () => withSerial(encode(0x02))],
  ["a negative serial", () => withSerial(Uint8Array.of(0x02, 0x01, 0x80))],
  ["a serial of 21 octets", () => withSerial(encode(0x02, Uint8Array.of(1), bytes(20)))],
  ["a serial that is padded", () => withSerial(Uint8Array.of(0x02, 0x02, 0, 1))],
  [
    "a digest of another length",
    () => asking(sequence(sequence(SHA256, octetString(bytes(20)), octetString(bytes(32)), integer(1)))),
  ],
  [
    "a NULL with contents",
    () =>
      asking(
        sequence(
          sequence(
            sequence(oid("2.16.840.1.101.3.4.2.1"), Uint8Array.of(5, 1, 0)),
            octetString(bytes(32)),
            octetString(bytes(32)),
            integer(1),
          ),
        ),
      ),
  ],
  [
    "a signature that is none",
    async () => sequence(sequence(sequence(sequence(await certId()))), explicit(0, nullValue())),
  ],
])("D7: %s is malformed, in the protocol's own words", async (_, question) => {
  expect(await said(await question())).toBe(MALFORMED);
});

it.each<[string, () => Promise<Uint8Array>]>([
  ["a nonce of one octet", async () => questionAbout(await issuerOf(), [{ serial: "0a01" }], { nonce: bytes(1) })],
  ["a nonce of 128 octets", async () => questionAbout(await issuerOf(), [{ serial: "0a01" }], { nonce: bytes(128) })],
  [
    "a name and a signature of who asks",
    async () =>
      sequence(
        sequence(explicit(1, encode(0xa4, sequence())), sequence(sequence(await certId()))),
        explicit(0, sequence(sequence(oid("1.2.840.10045.4.3.2")), Uint8Array.of(3, 2, 0, 0))),
      ),
  ],
  [
    "an unknown extension",
    async () => questionAbout(await issuerOf(), [{ serial: "0a01" }], { extensions: [extensionOf("1.2.3.4")] }),
  ],
  [
    "a list of ten",
    async () =>
      questionAbout(
        await issuerOf(),
        Array.from({ length: 10 }, () => ({ serial: "0a01" })),
      ),
  ],
])("answers in spite of %s", async (_, question) => {
  expect((await said(await question())).length).toBeGreaterThan(500);
});

it("D7: a digest that nobody here knows names none of our certificates", async () => {
  const sha512 = sequence(
    sequence(oid("2.16.840.1.101.3.4.2.3")),
    octetString(bytes(64)),
    octetString(bytes(64)),
    integer(1),
  );
  expect(await said(asking(sequence(sha512)))).toBe(UNAUTHORIZED);
  expect(
    await said(
      asking(sequence(sequence(sequence(utf8String("x")), octetString(bytes(1)), octetString(bytes(1)), integer(1)))),
    ),
  ).toBe(MALFORMED);
});

it("D7, G8: ten thousand bad questions get the protocol's own error or an answer, each within 20 ms", async () => {
  const { responder, issuer } = await made;
  const { errors, answers, worstMs, wrong } = tryHostileQuestions(answerOcsp(responder), { issuer }, 10_000);
  expect(wrong).toEqual([]);
  expect(errors + answers).toBe(10_000);
  expect(errors).toBeGreaterThan(7_000);
  expect(worstMs).toBeLessThan(20);
});
