import { randomBytes } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import { createKeyRing, type KeyRing } from "#browser/keystore/key-ring.ts";
import { concatBytes, fromHex } from "#pki/bytes.ts";
import { encode, explicit, integer, nullValue, octetString, oid, sequence } from "#pki/der-write.ts";
import { OID } from "#pki/oid.ts";
import { PKCS12_OID } from "#pki/pkcs12-oid.ts";
import { exportPkcs12, makeHolder, OLD } from "#tests/pki/key-files.ts";
import { opensslIn, temporaryFolder } from "#tests/support/openssl.ts";
import { memoryStore, PASSWORD } from "../test-keys.ts";

const MEBIBYTE = 1_048_576;
const RC2_40 = "1.2.840.113549.1.12.1.6";
const TRIPLE_DES = "1.2.840.113549.1.12.1.3";
const BAG = { nested: "1.2.840.113549.1.12.10.1.6", key: "1.2.840.113549.1.12.10.1.1" } as const;

const openssl = opensslIn(temporaryFolder());
makeHolder(openssl, "EC");
const FEW = ["-iter", "1"];
const modern = exportPkcs12(openssl, [...FEW, "-macalg", "sha256"], { password: PASSWORD });
const olden = exportPkcs12(openssl, [...OLD, "-iter", "1"], { password: PASSWORD });

const data = (content: Uint8Array) => sequence(oid(OID.data), explicit(0, octetString(content)));
/** A key file without an integrity check around these safes. */
const pfx = (...safes: readonly Uint8Array[]) => sequence(integer(3), data(sequence(...safes)));
const safe = (...bags: readonly Uint8Array[]) => data(sequence(...bags));
const bag = (type: string, value: Uint8Array) => sequence(oid(type), explicit(0, value));

const encrypted = (algorithm: Uint8Array, ciphertext: Uint8Array) =>
  sequence(
    oid(PKCS12_OID.encryptedData),
    explicit(0, sequence(integer(0), sequence(oid(OID.data), algorithm, encode(0x80, ciphertext)))),
  );
const oldPart = (cipher: string, rounds: number | bigint, bytes: number) =>
  encrypted(sequence(oid(cipher), sequence(octetString(randomBytes(8)), integer(rounds))), randomBytes(bytes));
const pbes2Part = (rounds: number | bigint, bytes: number) => {
  const derivation = sequence(oid(OID.pbkdf2), sequence(octetString(randomBytes(16)), integer(rounds), HMAC));
  const cipher = sequence(oid(OID.aes256Cbc), octetString(randomBytes(16)));
  return encrypted(sequence(oid(OID.pbes2), sequence(derivation, cipher)), randomBytes(bytes));
};
const HMAC = sequence(oid(OID.hmacWithSha256), nullValue());

const classicMac = (rounds: number | bigint) => {
  const digestInfo = sequence(sequence(oid(OID.sha256), nullValue()), octetString(new Uint8Array(32)));
  return sequence(digestInfo, octetString(randomBytes(8)), integer(rounds));
};
const pbmac1 = (rounds: number) => {
  const pbkdf2 = sequence(octetString(randomBytes(16)), integer(rounds), integer(32), HMAC);
  const algorithm = sequence(oid(PKCS12_OID.pbmac1), sequence(sequence(oid(OID.pbkdf2), pbkdf2), HMAC));
  return sequence(sequence(algorithm, octetString(new Uint8Array(32))), octetString(new Uint8Array(8)), integer(1));
};
const withMac = (mac: Uint8Array) => sequence(integer(3), data(sequence()), mac);

/** The value in so many others. */
function wrapped(value: Uint8Array, times: number, wrap: (inner: Uint8Array) => Uint8Array): Uint8Array {
  return times === 0 ? value : wrapped(wrap(value), times - 1, wrap);
}
const repeated = (hex: string, bytes: number) => {
  const pattern = fromHex(hex);
  return new Uint8Array(bytes).map((_, at) => pattern[at % pattern.length] ?? 0);
};
/** So many keys of 2048 bits with their certificates, none of them under a password. */
function manyPairs(count: number): Uint8Array {
  openssl.run("genpkey", "-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:2048", "-out", "many.pem");
  const key = openssl.run("pkcs8", "-topk8", "-nocrypt", "-in", "many.pem", "-outform", "DER");
  const certificate = openssl.run(
    ...["req", "-x509", "-key", "many.pem", "-subj", "/CN=Many", "-days", "9", "-outform", "DER"],
  );
  const marked = (id: number) =>
    encode(0x31, sequence(oid(PKCS12_OID.localKeyId), encode(0x31, octetString(Uint8Array.of(id)))));
  const certBag = sequence(oid("1.2.840.113549.1.9.22.1"), explicit(0, octetString(certificate)));
  const pairs = Array.from({ length: count }, (_, id) => [
    sequence(oid(BAG.key), explicit(0, key), marked(id)),
    sequence(oid("1.2.840.113549.1.12.10.1.3"), explicit(0, certBag), marked(id)),
  ]);
  return pfx(safe(...pairs.flat()));
}

/** A key file as OpenSSL writes it, with so many certificates beside its own. */
function longChain(count: number): Uint8Array {
  // 1.4 kB each
  openssl.run(
    "req",
    "-x509",
    "-newkey",
    "rsa:4096",
    "-nodes",
    "-keyout",
    "chain.key.pem",
    "-out",
    "link.pem",
    "-subj",
    "/CN=Link",
  );
  const link = new TextDecoder().decode(openssl.read("link.pem"));
  openssl.write("chain.pem", link.repeat(count));
  return exportPkcs12(openssl, [...OLD, ...FEW, "-certfile", "chain.pem"], { password: PASSWORD });
}

/** What is wrong, the file, and what the person is told. */
const HOSTILE: readonly (readonly [string, Uint8Array, string])[] = [
  ["2,000,001 rounds of the integrity check", withMac(classicMac(2_000_001)), "TOO_COSTLY"],
  ["2³¹ - 1 rounds of the integrity check", withMac(classicMac(2 ** 31 - 1)), "TOO_COSTLY"],
  ["2⁶³ rounds of the integrity check", withMac(classicMac(2n ** 63n)), "NOT_A_KEY_FILE"],
  ["2,000,001 rounds of PBMAC1", withMac(pbmac1(2_000_001)), "TOO_COSTLY"],
  ["2,000,001 rounds around a part", pfx(pbes2Part(2_000_001, 64)), "TOO_COSTLY"],
  [
    "rounds of an old cipher that are too many for key and IV together",
    pfx(oldPart(TRIPLE_DES, 700_000, 64)),
    "TOO_COSTLY",
  ],
  ["more than 1 MiB", new Uint8Array(MEBIBYTE + 1), "TOO_LARGE"],
  ["64 MiB", new Uint8Array(64 * MEBIBYTE), "TOO_LARGE"],
  ["a mebibyte of zeros", new Uint8Array(MEBIBYTE), "NOT_A_KEY_FILE"],
  ["a mebibyte of chance", concatBytes(fromHex("3083100000"), randomBytes(MEBIBYTE - 5)), "NOT_A_KEY_FILE"],
  ["a mebibyte in RC2", pfx(oldPart(RC2_40, 1, MEBIBYTE - 256)), "TOO_COSTLY"],
  ["a mebibyte in 3DES", pfx(oldPart(TRIPLE_DES, 1, MEBIBYTE - 256)), "TOO_COSTLY"],
  ["a hundred certificates in RC2, under the right password", longChain(100), "TOO_COSTLY"],
  ["a mebibyte in AES", pfx(pbes2Part(1, MEBIBYTE - 256)), "PASSWORD_WRONG"],
  ["values in values that never end (BER)", repeated("3080", MEBIBYTE), "NOT_A_KEY_FILE"],
  ["pieces in pieces that never end (BER)", repeated("2480", MEBIBYTE), "NOT_A_KEY_FILE"],
  [
    "half a million empty pieces (BER)",
    concatBytes(fromHex("2480"), repeated("0400", MEBIBYTE - 4), fromHex("0000")),
    "NOT_A_KEY_FILE",
  ],
  ["half a million ends (BER)", concatBytes(fromHex("3080"), repeated("0000", MEBIBYTE - 2)), "NOT_A_KEY_FILE"],
  ["a length of 4 GiB", fromHex("3084ffffffff0201033080"), "NOT_A_KEY_FILE"],
  ["a length of 127 bytes", concatBytes(fromHex("30ff"), repeated("ff", 127)), "NOT_A_KEY_FILE"],
  [
    "bags in bags, a thousand deep",
    pfx(safe(wrapped(sequence(), 1000, (inner) => bag(BAG.nested, sequence(inner))))),
    "NOT_A_KEY_FILE",
  ],
  [
    "bags in bags that we do not read",
    pfx(safe(wrapped(sequence(), 5, (inner) => bag(BAG.nested, sequence(inner))))),
    "NO_KEY_INSIDE",
  ],
  ["octets in octets, a thousand deep", pfx(wrapped(sequence(), 1000, data)), "NOT_A_KEY_FILE"],
  ["four thousand safes of nothing", pfx(...Array.from({ length: 4000 }, () => safe())), "NOT_A_KEY_FILE"],
  [
    "more bags than a key file has",
    pfx(safe(...Array.from({ length: 3000 }, () => bag(BAG.nested, sequence())))),
    "NOT_A_KEY_FILE",
  ],
  ["more keys than anybody keeps in a file", manyPairs(100), "TOO_COSTLY"],
];

describe("a hostile key file", () => {
  let keyRing: KeyRing;
  beforeAll(async () => {
    keyRing = createKeyRing({ now: () => new Date(), store: memoryStore() });
    await keyRing.trust({ roots: [], issuing: [] });
    // what a first file costs: the ciphers are loaded, the code is compiled
    await keyRing.open({ files: [olden, modern].map((bytes) => ({ name: "", bytes })), password: PASSWORD });
  });

  it.each(HOSTILE)("H5: of %s is refused within a second", async (_, bytes, problem) => {
    const before = process.cpuUsage();
    const { keys, problems } = await keyRing.open({ files: [{ name: "a.p12", bytes }], password: PASSWORD });
    const { user, system } = process.cpuUsage(before);
    expect({ keys, problems }).toEqual({ keys: [], problems: [{ fileName: "a.p12", problem }] });
    expect((user + system) / 1000).toBeLessThan(1000);
  });

  it("H5: does not take a folder of others with it", async () => {
    const files = [...HOSTILE.slice(0, 6).map(([, bytes]) => bytes), modern].map((bytes, at) => ({
      name: `${at}`,
      bytes,
    }));
    const { keys, problems } = await keyRing.open({ files, password: PASSWORD });
    expect(keys.map(({ fileName }) => fileName)).toEqual(["6"]);
    expect(problems).toHaveLength(6);
  });
});
