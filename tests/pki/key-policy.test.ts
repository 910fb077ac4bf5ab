import { checkPrimeSync, generateKeyPairSync, generatePrimeSync, randomBytes } from "node:crypto";
import { describe, expect, it } from "vitest";
import { concatBytes, fromHex } from "#pki/bytes.ts";
import { readDer } from "#pki/der.ts";
import { bitString, encode, integer, nullValue, octetString, oid, sequence } from "#pki/der-write.ts";
import { requireAllowedKey } from "#pki/key-policy.ts";
import { OID } from "#pki/oid.ts";
import { readPublicKey } from "#pki/public-key.ts";
import { opensslIn, temporaryFolder } from "#tests/support/openssl.ts";
import { P256_KEY, P384_KEY, RSA_KEY } from "./openssl-authority.ts";
import { RSA_TYPE, rsaSpki } from "./rsa-spki.ts";

const openssl = opensslIn(temporaryFolder());

/** The SPKI of a key that OpenSSL makes with these options. */
function spkiOf(options: readonly string[], ...form: readonly string[]): Uint8Array {
  openssl.run("genpkey", ...options, "-out", "key.pem");
  return openssl.run("pkey", "-in", "key.pem", "-pubout", "-outform", "DER", ...form);
}

const EC_TYPE = sequence(oid(OID.ecPublicKey), oid(OID.p256));
const point = (...coordinates: Uint8Array[]) =>
  sequence(EC_TYPE, bitString(concatBytes(Uint8Array.of(4), ...coordinates)));
const coordinate = (value: bigint) => fromHex(value.toString(16).padStart(64, "0"));

const bigOf = (bytes: Uint8Array) => BigInt(`0x${Buffer.from(bytes).toString("hex")}`);

const goodRsa = spkiOf(RSA_KEY);
const goodEc = spkiOf(P256_KEY);
const rsaKey = readPublicKey(goodRsa);
const modulus = rsaKey.type === "RSA" ? bigOf(rsaKey.modulus) : 0n;
const ecKey = readPublicKey(goodEc);
const [x, y] = ecKey.type === "EC" ? [ecKey.x, ecKey.y] : [];

describe("a key", () => {
  it.each([
    ["RSA-2048", goodRsa],
    ["EC-P256", goodEc],
  ])("of the kind %s is allowed to holders", (kind, spki) => {
    expect(requireAllowedKey(spki)).toBe(kind);
  });

  it("of the kind EC-P384 is allowed where it is named, and then no other", () => {
    const spki = spkiOf(P384_KEY);
    expect(() => requireAllowedKey(spki)).toThrowWithCode("KEY_REFUSED");
    expect(requireAllowedKey(spki, { allowed: ["EC-P384"] })).toBe("EC-P384");
    expect(() => requireAllowedKey(goodRsa, { allowed: ["EC-P384"] })).toThrowWithCode("KEY_REFUSED");
  });

  it("is never refused when it was made at random", () => {
    for (let i = 0; i < 200; i++) {
      const { publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
      expect(requireAllowedKey(new Uint8Array(publicKey.export({ type: "spki", format: "der" })))).toBe("EC-P256");
    }
    for (let i = 0; i < 5; i++) {
      const { publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
      expect(requireAllowedKey(new Uint8Array(publicKey.export({ type: "spki", format: "der" })))).toBe("RSA-2048");
    }
  });
});

const rsaOf = (bits: number) => spkiOf(["-algorithm", "RSA", "-pkeyopt", `rsa_keygen_bits:${bits}`]);
const ecOf = (...options: readonly string[]) => [
  "-algorithm",
  "EC",
  ...options.flatMap((option) => ["-pkeyopt", option]),
];

describe("RSA", () => {
  it.each<[rule: string, spki: Uint8Array]>([
    ["1024 bits", rsaOf(1024)],
    ["2047 bits", rsaOf(2047)],
    ["2056 bits", rsaOf(2056)],
    ["3072 bits", rsaOf(3072)],
    ["the exponent 1", rsaSpki(modulus, 1n)],
    ["the exponent 3", rsaSpki(modulus, 3n)],
    ["the exponent 65536", rsaSpki(modulus, 65536n)],
    ["the exponent 65539", rsaSpki(modulus, 65539n)],
    ["the exponent 0", rsaSpki(modulus, 0n)],
    ["an exponent above 2^64", rsaSpki(modulus, 2n ** 64n + 13n)],
    ["an exponent as long as the modulus", rsaSpki(modulus, modulus - 2n)],
    ["an even modulus", rsaSpki(modulus - 1n)],
    ["the modulus 0", rsaSpki(0n)],
    ["a negative modulus", sequence(RSA_TYPE, bitString(sequence(encode(2, coordinates(modulus)), integer(65537))))],
    [
      "a padded modulus",
      sequence(RSA_TYPE, bitString(sequence(encode(2, Uint8Array.of(0, 0), coordinates(modulus)), integer(65537)))),
    ],
    ["three numbers", sequence(RSA_TYPE, bitString(sequence(integer(modulus), integer(65537), integer(1))))],
    [
      "no parameters",
      sequence(sequence(oid(OID.rsaEncryption)), bitString(sequence(integer(modulus), integer(65537)))),
    ],
    [
      "parameters that are not NULL",
      sequence(
        sequence(oid(OID.rsaEncryption), octetString(new Uint8Array())),
        bitString(sequence(integer(modulus), integer(65537))),
      ),
    ],
    ["the type of RSA-PSS", spkiOf(["-algorithm", "RSA-PSS", "-pkeyopt", "rsa_keygen_bits:2048"])],
    [
      "bytes after the key",
      sequence(RSA_TYPE, bitString(concatBytes(sequence(integer(modulus), integer(65537)), Uint8Array.of(0)))),
    ],
  ])("B3: with %s is refused", (_, spki) => {
    expect(() => requireAllowedKey(spki)).toThrowWithCode("KEY_REFUSED");
  });

  it.each([3n, 5n, 7n, 331n, 743n, 751n])("B3: with the factor %d is refused", (factor) => {
    const multiple = 2n ** 2047n + bigOf(randomBytes(200));
    const composite = multiple - (multiple % (2n * factor)) + factor;
    expect(composite % factor).toBe(0n);
    expect(() => requireAllowedKey(rsaSpki(composite))).toThrowWithCode("KEY_REFUSED");
  });

  it.each([
    ["zeros in its lower half", concatBytes(randomBytes(128), new Uint8Array(127), Uint8Array.of(1))],
    ["zeros in its upper half", concatBytes(Uint8Array.of(0x80), new Uint8Array(127), randomBytes(128))],
    ["one word over and over", new Uint8Array(Buffer.alloc(256, "deadbeef", "hex"))],
    ["ones only", new Uint8Array(256).fill(0xff)],
  ])("B3: with a modulus of %s is refused", (_, patterned) => {
    const first = bigOf(patterned) | (1n << 2047n) | 1n;
    // The next ones without a small factor, so that no other rule has a say.
    for (let candidate = first; candidate < first + 2000n; candidate += 2n) {
      expect(() => requireAllowedKey(rsaSpki(candidate))).toThrowWithCode("KEY_REFUSED");
    }
  });

  it("B3: with two equal primes is refused", () => {
    const prime = generatePrimeSync(1024, { bigint: true, add: 1n << 1000n, rem: highest(1000) });
    expect(() => requireAllowedKey(rsaSpki(prime * prime))).toThrowWithCode("KEY_REFUSED");
  });

  /** Fermat's method needs about d² / 8√n rounds for primes that are d apart. */
  it.each([
    ["next to each other", 2n, "KEY_REFUSED"],
    ["found in one of the first rounds", 2n ** 512n, "KEY_REFUSED"],
    ["found in about the fiftieth round", 20n * 2n ** 512n, "KEY_REFUSED"],
  ])("B3: with primes %s is refused", (_, distance, code) => {
    expect(() => requireAllowedKey(rsaSpki(productOfPrimes(distance)))).toThrowWithCode(code);
  });

  it("with primes that a hundred rounds do not find is allowed: the rule has its end", () => {
    expect(requireAllowedKey(rsaSpki(productOfPrimes(60n * 2n ** 512n)))).toBe("RSA-2048");
  });

  it("B3: with primes as the chips of ROCA made them is refused", () => {
    for (let i = 0; i < 3; i++) {
      expect(() => requireAllowedKey(rsaSpki(rocaPrime() * rocaPrime()))).toThrowWithCode("KEY_REFUSED");
    }
  });
});

function coordinates(value: bigint): Uint8Array {
  return fromHex(value.toString(16));
}

/** The residue that makes a prime of 1024 bits begin with ones, so that the product of two has 2048. */
function highest(bits: number): bigint {
  return (1n << BigInt(bits)) - 1n;
}

function productOfPrimes(distance: bigint): bigint {
  const first = nextPrime((3n << 1022n) + bigOf(randomBytes(120)));
  return first * nextPrime(first + distance);
}

function nextPrime(from: bigint): bigint {
  for (let candidate = from | 1n; ; candidate += 2n) if (checkPrimeSync(candidate, { checks: 5 })) return candidate;
}

/** p = k·M + (65537^a mod M), M the product of the first 126 primes, as Infineon's library made keys of 2048 bits. */
function rocaPrime(): bigint {
  const primes = Array.from({ length: 702 }, (_, n) => n).filter((n) => n > 1 && isSmallPrime(n));
  const product = primes.slice(0, 126).reduce((all, prime) => all * BigInt(prime), 1n);
  const power = powerOf(65537n, bigOf(randomBytes(8)), product);
  for (let k = (3n << 1022n) / product + bigOf(randomBytes(4)); ; k++) {
    const candidate = k * product + power;
    if (checkPrimeSync(candidate, { checks: 5 })) return candidate;
  }
}

const isSmallPrime = (n: number) =>
  Array.from({ length: Math.floor(Math.sqrt(n)) }, (_, i) => i + 2).every((d) => d >= n || n % d !== 0);

function powerOf(base: bigint, exponent: bigint, by: bigint): bigint {
  if (exponent === 0n) return 1n;
  const half = powerOf(base, exponent >> 1n, by);
  return (half * half * (exponent & 1n ? base : 1n)) % by;
}

const P = 2n ** 256n - 2n ** 224n + 2n ** 192n + 2n ** 96n - 1n;
const B = 0x5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604bn;

/** A point of P-256 whose x is small enough to be written a second time, with the field's prime added. */
function pointOfSmallX(): { x: bigint; y: bigint } {
  for (let x = 0n; ; x++) {
    const square = (x ** 3n - 3n * x + B) % P;
    const y = powerOf((square + P) % P, (P + 1n) / 4n, P);
    if ((y * y - square) % P === 0n) return { x, y };
  }
}

describe("EC", () => {
  const small = pointOfSmallX();
  const none = new Uint8Array();

  it("with a small coordinate is allowed", () => {
    expect(requireAllowedKey(point(coordinate(small.x), coordinate(small.y)))).toBe("EC-P256");
  });

  it.each<[rule: string, spki: Uint8Array]>([
    ["a point off its curve", point(x ?? none, coordinate(bigOf(y ?? none) ^ 1n))],
    ["the point of zeros", point(coordinate(0n), coordinate(0n))],
    ["the point at infinity", sequence(EC_TYPE, bitString(Uint8Array.of(0)))],
    ["no point", sequence(EC_TYPE, bitString(none))],
    ["a coordinate outside the field", point(coordinate(small.x + P), coordinate(small.y))],
    ["a compressed point", spkiOf(P256_KEY, "-ec_conv_form", "compressed")],
    ["a hybrid point", spkiOf(P256_KEY, "-ec_conv_form", "hybrid")],
    ["a point cut off", point(x ?? none, (y ?? none).subarray(1))],
    [
      "a point of another curve",
      sequence(sequence(oid(OID.ecPublicKey), oid(OID.p384)), readDer(goodEc).children[1]?.der ?? none),
    ],
    ["its curve written out", spkiOf(ecOf("ec_paramgen_curve:P-256", "ec_param_enc:explicit"))],
    [
      "its curve implied",
      sequence(sequence(oid(OID.ecPublicKey), nullValue()), readDer(goodEc).children[1]?.der ?? none),
    ],
    ["no curve", sequence(sequence(oid(OID.ecPublicKey)), readDer(goodEc).children[1]?.der ?? none)],
    ["the curve P-521", spkiOf(ecOf("ec_paramgen_curve:P-521"))],
    ["the curve P-224", spkiOf(ecOf("ec_paramgen_curve:P-224"))],
    ["the curve secp256k1", spkiOf(ecOf("ec_paramgen_curve:secp256k1"))],
  ])("B3: with %s is refused", (_, spki) => {
    expect(() => requireAllowedKey(spki)).toThrowWithCode("KEY_REFUSED");
  });
});

describe("another SubjectPublicKeyInfo", () => {
  it.each<[rule: string, spki: Uint8Array]>([
    ["of Ed25519", spkiOf(["-algorithm", "ED25519"])],
    ["of X25519", spkiOf(["-algorithm", "X25519"])],
    ["with bytes after it", concatBytes(goodEc, Uint8Array.of(0))],
    ["cut off", goodEc.subarray(0, -1)],
    ["of no bytes", new Uint8Array()],
    ["with unused bits", goodEc.with(goodEc.indexOf(0, 24), 1)],
    ["with a length that is too long", concatBytes(Uint8Array.of(0x30, 0x81), goodEc.subarray(1))],
    ["with a third part", sequence(...readDer(goodEc).children.map(({ der }) => der), nullValue())],
  ])("B3: %s is refused", (_, spki) => {
    expect(() => requireAllowedKey(spki)).toThrowWithCode("KEY_REFUSED");
  });
});
