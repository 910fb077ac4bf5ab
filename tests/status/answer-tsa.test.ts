import type { OctetString } from "asn1js";
import fc from "fast-check";
import { SignedData, TimeStampResp, TSTInfo } from "pkijs";
import { beforeAll, expect, it } from "vitest";
import { boolean, implicit, integer, nullValue, octetString, oid, sequence } from "#pki/der-write.ts";
import { OID } from "#pki/oid.ts";
import type { StatusAnswer } from "#status/answer-to.ts";
import { answerTsa, TSA_POLICY } from "#status/answer-tsa.ts";
import { heardClock } from "#status/heard-clock.ts";
import type { ServiceKey } from "#status/service-key.ts";
import { NOW, type TestHierarchy, testAuthority, testHierarchy } from "#tests/support/authority.ts";
import { opensslIn, temporaryFolder } from "#tests/support/openssl.ts";
import { testServiceKey } from "#tests/support/services.ts";

const openssl = opensslIn(temporaryFolder());
let hierarchy: TestHierarchy;

beforeAll(async () => {
  hierarchy = await testHierarchy();
  openssl.write("data.txt", "what is to be stamped");
  openssl.write("root.der", hierarchy.root.der);
  openssl.write("issuing.der", hierarchy.issuing.der);
  for (const name of ["root", "issuing"]) {
    openssl.run("x509", "-inform", "DER", "-in", `${name}.der`, "-out", `${name}.pem`);
  }
});

/** A time-stamping authority whose clock and key are the test's. */
async function tsa() {
  const key = await testServiceKey(await testAuthority(hierarchy), "TSA");
  let passedMs = 0;
  const heard = heardClock(() => passedMs);
  heard.hear(NOW);
  const held: { key: ServiceKey | undefined } = { key };
  const handler = answerTsa({ current: () => held.key }, heard);
  const ask = (body: Uint8Array, { at = NOW, type = "application/timestamp-query" } = {}): StatusAnswer => {
    const headers = { "content-type": type };
    const answer = handler({ method: "POST", path: "/tsa", headers, body: Buffer.from(body) }, at);
    if (answer instanceof Promise) throw new Error("not at once");
    return answer;
  };
  return {
    key,
    held,
    heard,
    ask,
    pass: (ms: number) => {
      passedMs += ms;
    },
  };
}

const query = (...options: readonly string[]) => {
  openssl.run("ts", "-query", "-data", "data.txt", "-out", "query.tsq", ...options);
  return openssl.read("query.tsq");
};

/** What pkijs, which shares no code with us, reads in a reply. */
function read({ body }: StatusAnswer) {
  const response = TimeStampResp.fromBER(Uint8Array.from(body).buffer);
  const { status, failInfo } = response.status;
  if (!response.timeStampToken) return { status, failedFor: bitsOf(failInfo?.valueBlock.valueHexView) };
  const signedData = new SignedData({ schema: response.timeStampToken.content });
  const content: OctetString | undefined = signedData.encapContentInfo.eContent;
  const info = TSTInfo.fromBER(content?.getValue() ?? new ArrayBuffer());
  return { status, signedData, info };
}

const bitsOf = (bytes: Uint8Array = new Uint8Array()) =>
  [...bytes].flatMap((byte, at) =>
    [0, 1, 2, 3, 4, 5, 6, 7].filter((bit) => byte & (0x80 >> bit)).map((bit) => at * 8 + bit),
  );

/** What OpenSSL says of `reply.tsr`, a minute later. */
const judged = (...about: readonly string[]) =>
  openssl.says(
    ...["ts", "-verify", "-in", "reply.tsr", "-CAfile", "root.pem", "-attime", String(Math.floor(+NOW / 1000) + 60)],
    ...about,
  );

it.each([
  ["SHA-256, with a nonce", ["-sha256", "-cert"]],
  ["SHA-384", ["-sha384", "-cert"]],
  ["SHA-512 without a nonce", ["-sha512", "-cert", "-no_nonce"]],
  ["our policy by its name", ["-sha256", "-cert", "-tspolicy", TSA_POLICY]],
  ["without the certificate", ["-sha256"]],
])("OpenSSL verifies a time-stamp: %s", async (_, options) => {
  const { ask, key } = await tsa();
  openssl.write("chain.pem", Buffer.concat([openssl.read("issuing.pem"), pem(key.certificate.der)]));
  const answer = ask(query(...options));
  expect([answer.status, answer.headers["content-type"]]).toEqual([200, "application/timestamp-reply"]);
  openssl.write("reply.tsr", answer.body);
  expect(judged("-untrusted", "chain.pem", "-queryfile", "query.tsq")).toContain("Verification: OK");
  expect(judged("-untrusted", "chain.pem", "-data", "data.txt")).toContain("Verification: OK");
  expect(openssl.says("ts", "-reply", "-in", "reply.tsr", "-text")).toContain(`Policy OID: ${TSA_POLICY}`);
  openssl.write("other.txt", "something else");
  expect(judged("-untrusted", "chain.pem", "-data", "other.txt")).toContain("message imprint mismatch");
});

const pem = (der: Uint8Array) => {
  openssl.write("one.der", der);
  return openssl.run("x509", "-inform", "DER", "-in", "one.der");
};

const NONCE = integer(0xfedc_ba98_7654_3210n);
const imprint = (algorithm: string, bytes: number, parameters: readonly Uint8Array[] = [nullValue()]) =>
  sequence(sequence(oid(algorithm), ...parameters), octetString(new Uint8Array(bytes).fill(7)));
const IMPRINT = imprint(OID.sha256, 32);
const ask256 = sequence(integer(1), IMPRINT, NONCE, boolean(true));

it("says what was asked and what is ours, as pkijs reads it", async () => {
  const { ask, key } = await tsa();
  const { info, signedData, status } = read(ask(ask256));
  expect(status).toBe(0);
  expect(info).toMatchObject({ version: 1, genTime: NOW });
  expect(info?.ordering ?? false).toBe(false);
  expect(info?.accuracy?.seconds).toBe(5);
  expect(new Uint8Array(info?.nonce?.toBER() ?? [])).toEqual(new Uint8Array(NONCE));
  expect(new Uint8Array(info?.messageImprint.toSchema().toBER() ?? [])).toEqual(new Uint8Array(IMPRINT));
  expect(signedData?.version).toBe(3);
  expect(signedData?.signerInfos[0]?.signedAttrs?.attributes.map(({ type }) => type).toSorted()).toEqual(
    [OID.contentType, OID.messageDigest, OID.signingCertificateV2].toSorted(),
  );
  expect(signedData?.certificates?.map((certificate) => new Uint8Array(certificate.toSchema().toBER()))).toEqual([
    new Uint8Array(key.certificate.der),
  ]);
});

it("sends the certificate only to those who ask for it, and echoes a nonce only where there is one", async () => {
  const { ask } = await tsa();
  const { info, signedData } = read(ask(sequence(integer(1), IMPRINT)));
  expect([info?.nonce, signedData?.certificates]).toEqual([undefined, undefined]);
});

it("gives no two time-stamps one serial, and none of more than 160 bits", async () => {
  const { ask } = await tsa();
  const serials = Array.from({ length: 100 }, () => read(ask(ask256)).info?.serialNumber.valueBlock.valueHexView);
  expect(new Set(serials.map((serial) => Buffer.from(serial ?? []).toString("hex"))).size).toBe(100);
  for (const serial of serials) expect(serial?.length).toBe(20);
});

it.each([
  ["2026-11-23T06:30:00.250Z", "20261123063000.25Z"],
  ["2026-11-23T06:30:00.007Z", "20261123063000.007Z"],
  ["2026-11-23T06:30:10.000Z", "20261123063010Z"],
])("writes %s without trailing zeros", async (iso, written) => {
  const { ask, heard } = await tsa();
  const at = new Date(iso);
  heard.hear(at);
  const { body } = ask(ask256, { at });
  expect(body.includes(Buffer.from(`\x18${String.fromCharCode(written.length)}${written}`))).toBe(true);
});

const LONG_NONCE = sequence(integer(1), IMPRINT, integer(new Uint8Array(65).fill(1)));
const EXTENSION = sequence(sequence(oid("1.2.3.4"), octetString(nullValue())));

it.each([
  ["badAlg", "SHA-1", sequence(integer(1), imprint("1.3.14.3.2.26", 20))],
  ["badAlg", "an algorithm that nobody knows", sequence(integer(1), imprint("1.2.3", 32))],
  ["badAlg", "SHA-256 with parameters", sequence(integer(1), imprint(OID.sha256, 32, [integer(1)]))],
  ["badAlg", "SHA-256 with two of them", sequence(integer(1), imprint(OID.sha256, 32, [nullValue(), nullValue()]))],
  ["badDataFormat", "a digest of another length", sequence(integer(1), imprint(OID.sha512, 32))],
  ["badRequest", "another version", sequence(integer(2), IMPRINT)],
  ["badRequest", "a nonce of 65 bytes", LONG_NONCE],
  ["unacceptedPolicy", "another policy", sequence(integer(1), IMPRINT, oid("1.2.398.3.3.2.6.2"))],
  ["unacceptedExtension", "an extension, critical or not", sequence(integer(1), IMPRINT, implicit(0, EXTENSION))],
  ["badDataFormat", "nothing", new Uint8Array()],
  ["badDataFormat", "one byte", Uint8Array.of(0x30)],
  ["badDataFormat", "an indefinite length", Uint8Array.of(0x30, 0x80, 0, 0)],
  ["badDataFormat", "a default that is written out", sequence(integer(1), IMPRINT, boolean(false))],
  ["badDataFormat", "bytes after it", Uint8Array.of(...ask256, 0)],
  ["badDataFormat", "its parts in another order", sequence(integer(1), IMPRINT, boolean(true), NONCE)],
  ["badDataFormat", "SEQUENCEs a hundred deep", nested(100)],
  ["badDataFormat", "16 KB of one string", sequence(integer(1), imprint(OID.sha256, 16_000))],
] as const)("D7: %s for %s, with status 200 and no token", async (failure, _, request) => {
  const { ask } = await tsa();
  expect(read(ask(request))).toEqual(refusedFor(failure));
});

function nested(depth: number): Uint8Array {
  return depth === 0 ? nullValue() : sequence(nested(depth - 1));
}

/** The bits of PKIFailureInfo, from RFC 3161 and not from the code. */
const BITS = {
  ...{ badAlg: 0, badRequest: 2, badDataFormat: 5, timeNotAvailable: 14 },
  ...{ unacceptedPolicy: 15, unacceptedExtension: 16, systemFailure: 25 },
};
const refusedFor = (failure: keyof typeof BITS) => ({ status: 2, failedFor: [BITS[failure]] });

it("D7: says badRequest for another content type", async () => {
  const { ask } = await tsa();
  for (const type of ["application/json", "application/ocsp-request", ""]) {
    expect(read(ask(ask256, { type })), type).toEqual(refusedFor("badRequest"));
  }
  expect(read(ask(ask256, { type: "Application/Timestamp-Query; charset=binary" })).status).toBe(0);
});

it("says systemFailure without a key in force, and stamps again once there is one", async () => {
  const { ask, held, key } = await tsa();
  held.key = undefined;
  expect(read(ask(ask256))).toEqual(refusedFor("systemFailure"));
  held.key = key;
  expect(read(ask(ask256)).status).toBe(0);
});

it("says timeNotAvailable when its clock and the register's differ, was set, or went back", async () => {
  const { ask, heard, pass } = await tsa();
  const at = (ms: number) => read(ask(ask256, { at: new Date(NOW.getTime() + ms) }));
  expect(at(5_000).status).toBe(0);
  expect(at(4_999)).toEqual(refusedFor("timeNotAvailable"));
  expect(at(5_001)).toEqual(refusedFor("timeNotAvailable"));
  // an hour of real time without a word of the register: the clock went with it, then somebody set it
  pass(3_600_000);
  expect(at(3_600_000).status).toBe(0);
  expect(at(3_606_000)).toEqual(refusedFor("timeNotAvailable"));
  heard.hear(new Date(NOW.getTime() + 3_606_000));
  expect(at(3_606_000).status).toBe(0);
});

it("says timeNotAvailable as long as the register has told no time", async () => {
  const { key } = await tsa();
  const handler = answerTsa({ current: () => key }, heardClock());
  const headers = { "content-type": "application/timestamp-query" };
  const answer = await handler({ method: "POST", path: "/tsa", headers, body: Buffer.from(ask256) }, NOW);
  expect(read(answer)).toEqual(refusedFor("timeNotAvailable"));
});

it("D7: whatever is sent, answers with a well-formed reply", async () => {
  const { ask } = await tsa();
  const flipped = fc.tuple(fc.nat(ask256.length - 1), fc.nat(255)).map(([at, byte]) => ask256.with(at, byte));
  fc.assert(
    fc.property(fc.oneof(flipped, fc.uint8Array({ maxLength: 200 })), (request) => {
      const { status, info } = read(ask(request));
      expect(status === 0 ? info?.version : status).toBe(status === 0 ? 1 : 2);
    }),
    { numRuns: 300 },
  );
});
