import { createPrivateKey, createPublicKey, sign } from "node:crypto";
import { describe, expect, it } from "vitest";
import { concatBytes } from "#pki/bytes.ts";
import { assembleCsr, buildCsrInfo, verifyCsr } from "#pki/csr.ts";
import { readDer } from "#pki/der.ts";
import {
  boolean,
  encode,
  ia5String,
  implicit,
  integer,
  octetString,
  oid,
  printableString,
  sequence,
  set,
  setOf,
  utf8String,
} from "#pki/der-write.ts";
import { encodeExtension, keyUsage, storageExtension } from "#pki/extensions.ts";
import { encodeName } from "#pki/name.ts";
import { OID, STORAGE_OIDS } from "#pki/oid.ts";
import type { SignatureAlgorithm } from "#pki/primitives.ts";
import { nodePrimitives as primitives } from "#platform/node-primitives.ts";
import { opensslIn, temporaryFolder } from "#tests/support/openssl.ts";
import { P256_KEY, P384_KEY, RSA_KEY } from "./openssl-authority.ts";

const openssl = opensslIn(temporaryFolder());

const keyPair = (name: string, ...options: readonly string[]) => {
  openssl.run("genpkey", ...options, "-out", `${name}.pem`);
  const privateKey = createPrivateKey(Buffer.from(openssl.read(`${name}.pem`)));
  const spki = new Uint8Array(createPublicKey(privateKey).export({ type: "spki", format: "der" }));
  return { privateKey, spki };
};

const p256 = keyPair("p256", ...P256_KEY);
const p384 = keyPair("p384", ...P384_KEY);
const rsa = keyPair("rsa", ...RSA_KEY);

const subject = encodeName([
  { type: OID.commonName, value: "СЕЙТҚАЛИ ӘЛИЯ", encoding: "utf8" },
  { type: OID.serialNumber, value: "IIN900101400008", encoding: "printable" },
]);
const nonce = "n0nce-of-this-request";
const storage = { type: STORAGE_OIDS.PERSONAL_COMPUTER, folder: "C:\\Кілттер" };

const verify = (der: Uint8Array) => verifyCsr(der, { primitives });
const request = { subject, spki: p256.spki, nonce, storage };

function signed(info: Uint8Array, key = p256, algorithm: SignatureAlgorithm = "ECDSA-P256-SHA256"): Uint8Array {
  return assembleCsr(info, algorithm, sign(algorithm.endsWith("384") ? "sha384" : "sha256", info, key.privateKey));
}

describe("a request", () => {
  it.each([
    ["P-256", p256, "ECDSA-P256-SHA256"],
    ["RSA-2048", rsa, "RSA-SHA256"],
  ] as const)(
    "B1: with a %s key says what its key has signed, and OpenSSL reads the same",
    async (_, key, algorithm) => {
      const der = signed(buildCsrInfo({ ...request, spki: key.spki }), key, algorithm);

      expect(await verify(der)).toEqual({ ...request, spki: key.spki });
      openssl.write("ours.csr", der);
      const said = openssl.says(
        "req",
        "-in",
        "ours.csr",
        "-inform",
        "DER",
        "-noout",
        "-verify",
        "-text",
        "-nameopt",
        "utf8",
      );
      expect(said).toContain("verify OK");
      expect(said).toContain("serialNumber=IIN900101400008");
      expect(said).toContain(nonce);
    },
  );

  it("made by OpenSSL is believed", async () => {
    openssl.write(
      "request.cnf",
      `
[req]
distinguished_name = dn
attributes = attributes
req_extensions = extensions
prompt = no
utf8 = yes
string_mask = utf8only
[dn]
CN = СЕЙТҚАЛИ ӘЛИЯ
serialNumber = IIN900101400008
[attributes]
challengePassword = ${nonce}
[extensions]
1.2.398.3.3.5 = DER:300a06082a830e0303050101
`,
    );
    openssl.run("req", "-new", "-config", "request.cnf", "-key", "rsa.pem", "-outform", "DER", "-out", "theirs.csr");

    expect(await verify(openssl.read("theirs.csr"))).toEqual({
      subject,
      spki: rsa.spki,
      nonce,
      storage: { type: STORAGE_OIDS.PERSONAL_COMPUTER },
    });
  });

  it("with a P-384 key is believed by whoever allows it", async () => {
    const der = signed(buildCsrInfo({ ...request, spki: p384.spki }), p384, "ECDSA-P384-SHA384");
    await expect(verify(der)).toRejectWithCode("KEY_REFUSED");
    expect(await verifyCsr(der, { primitives, allowedKeys: ["EC-P384"] })).toMatchObject({ nonce });
  });
});

const challenge = (...values: Uint8Array[]) => sequence(oid(OID.challengePassword), set(...values));
const wanted = (...values: Uint8Array[]) => sequence(oid(OID.extensionRequest), set(...values));
const NONCE = challenge(utf8String(nonce));
const STORAGE = encodeExtension(storageExtension(storage));
const info = (attributes: readonly Uint8Array[], { version = 0, name = subject, spki = p256.spki } = {}) =>
  sequence(integer(version), name, spki, implicit(0, setOf(attributes)));
const GOOD = [NONCE, wanted(sequence(STORAGE))];

const sha1Csr = () => {
  openssl.run("req", "-new", "-sha1", "-subj", "/CN=x", "-key", "p256.pem", "-outform", "DER", "-out", "sha1.csr");
  const children = readDer(openssl.read("sha1.csr")).children;
  return sequence(info(GOOD), children[1]?.der ?? NONCE, children[2]?.der ?? NONCE);
};

describe("what no request of ours is", () => {
  it.each<[rule: string, der: Uint8Array, code: string]>([
    ["with bytes after it", concatBytes(signed(info(GOOD)), Uint8Array.of(0)), "CSR_MALFORMED"],
    ["cut off", signed(info(GOOD)).subarray(0, -1), "CSR_MALFORMED"],
    ["of no bytes", new Uint8Array(), "CSR_MALFORMED"],
    [
      "of more than 16 KiB",
      signed(info([challenge(utf8String("n".repeat(17_000))), wanted(sequence(STORAGE))])),
      "CSR_MALFORMED",
    ],
    ["of version 2", signed(info(GOOD, { version: 1 })), "CSR_MALFORMED"],
    ["with a name that is none", signed(info(GOOD, { name: sequence(utf8String("x")) })), "CSR_MALFORMED"],
    ["without a nonce", signed(info([wanted(sequence(STORAGE))])), "CSR_MALFORMED"],
    ["with an empty nonce", signed(info([challenge(utf8String("")), wanted(sequence(STORAGE))])), "CSR_MALFORMED"],
    [
      "with two nonces",
      signed(info([challenge(utf8String(nonce), utf8String("other")), wanted(sequence(STORAGE))])),
      "CSR_MALFORMED",
    ],
    ["with a nonce twice", signed(info([...GOOD, challenge(utf8String("other"))])), "CSR_MALFORMED"],
    [
      "with a nonce of another type",
      signed(info([challenge(ia5String(nonce)), wanted(sequence(STORAGE))])),
      "CSR_MALFORMED",
    ],
    ["without a storage", signed(info([NONCE])), "CSR_MALFORMED"],
    [
      "B5: with an attribute that we do not know",
      signed(info([...GOOD, sequence(oid("1.2.3"), set(integer(1)))])),
      "CSR_MALFORMED",
    ],
    [
      "B5: with another extension",
      signed(info([NONCE, wanted(sequence(STORAGE, encodeExtension(keyUsage("keyCertSign"))))])),
      "CSR_MALFORMED",
    ],
    [
      "B5: with another extension alone",
      signed(info([NONCE, wanted(sequence(encodeExtension(keyUsage("keyCertSign"))))])),
      "CSR_MALFORMED",
    ],
    [
      "B5: with two lists of extensions",
      signed(info([NONCE, wanted(sequence(STORAGE), sequence(encodeExtension(keyUsage("keyCertSign"))))])),
      "CSR_MALFORMED",
    ],
    ["with a storage twice", signed(info([NONCE, wanted(sequence(STORAGE, STORAGE))])), "CSR_MALFORMED"],
    [
      "with a critical storage",
      signed(
        info([NONCE, wanted(sequence(sequence(oid(OID.storage), boolean(true), octetString(sequence(oid("1.2.3"))))))]),
      ),
      "CSR_MALFORMED",
    ],
    [
      "with attributes out of order",
      signed(sequence(integer(0), subject, p256.spki, encode(0xa0, ...GOOD.toReversed()))),
      "CSR_MALFORMED",
    ],
    ["without attributes", signed(info([])), "CSR_MALFORMED"],
    ["without the list of attributes", signed(sequence(integer(0), subject, p256.spki)), "CSR_MALFORMED"],
    ["signed with SHA-1", sha1Csr(), "ALGORITHM_REFUSED"],
    [
      "with the algorithm of another kind of key",
      assembleCsr(info(GOOD), "RSA-SHA256", new Uint8Array(256)),
      "ALGORITHM_REFUSED",
    ],
    ["B1: signed with another key", signed(info(GOOD), keyPair("another", ...P256_KEY)), "SIGNATURE_INVALID"],
    [
      "B1: with somebody else's key in it",
      signed(info(GOOD, { spki: keyPair("victim", ...P256_KEY).spki })),
      "SIGNATURE_INVALID",
    ],
    [
      "B1: whose nonce was changed after it was signed",
      assembleCsr(
        info([challenge(utf8String("other")), wanted(sequence(STORAGE))]),
        "ECDSA-P256-SHA256",
        sign("sha256", info(GOOD), p256.privateKey),
      ),
      "SIGNATURE_INVALID",
    ],
    ["with an empty signature", assembleCsr(info(GOOD), "ECDSA-P256-SHA256", new Uint8Array()), "SIGNATURE_INVALID"],
  ])("a request %s is refused", async (_, der, code) => {
    await expect(verify(der)).toRejectWithCode(code);
  });

  it("is one with a PrintableString as its nonce: OpenSSL writes it so", async () => {
    const der = signed(info([challenge(printableString(nonce)), wanted(sequence(STORAGE))]));
    expect(await verify(der)).toMatchObject({ nonce });
  });
});
