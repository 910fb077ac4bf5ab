import { createHmac, createPrivateKey, pbkdf2Sync, X509Certificate } from "node:crypto";
import { createSecureContext } from "node:tls";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { concatBytes, equalBytes, fromHex, toHex } from "#pki/bytes.ts";
import { partsOf, readDer } from "#pki/der.ts";
import { integer, nullValue, octetString, oid, sequence } from "#pki/der-write.ts";
import { PkiError } from "#pki/error.ts";
import { openPkcs12 } from "#pki/pkcs12.ts";
import { PKCS12_LIMITS } from "#pki/pkcs12-bags.ts";
import { sealPkcs12 } from "#pki/pkcs12-seal.ts";
import { opensslIn, temporaryFolder } from "#tests/support/openssl.ts";
import { berIndefinite } from "./ber-indefinite.ts";
import { exportPkcs12, makeHolder, OLD, PASSWORD } from "./key-files.ts";

const openssl = opensslIn(temporaryFolder());
const certificate = makeHolder(openssl);
const privateKey = new Uint8Array(
  createPrivateKey(Buffer.from(openssl.read("holder.key.pem"))).export({ type: "pkcs8", format: "der" }),
);
const open = (bytes: Uint8Array, password = PASSWORD) => openPkcs12(bytes, password, { crypto });
const seal = (password = PASSWORD, iterations = 1) =>
  sealPkcs12({ certificate, privateKey, password, friendlyName: "abc" }, { crypto, iterations });

const MODERN = exportPkcs12(openssl);
const OLDEN = exportPkcs12(openssl, OLD);
const NO_ROUNDS = withRounds(await seal(), 1, 0);

describe("opens what others wrote", () => {
  it.each([
    ["an old file: 3DES, RC2-40 and SHA-1", OLDEN],
    ["an old file in BER of indefinite lengths, as the national authority's are", berIndefinite(OLDEN)],
    ["an old file with RC2-128", exportPkcs12(openssl, [...OLD, "-certpbe", "PBE-SHA1-RC2-128"])],
    ["a modern file: PBES2, AES-256 and SHA-256", MODERN],
    ["a modern file in BER of indefinite lengths", berIndefinite(MODERN)],
    ["AES-128", exportPkcs12(openssl, ["-keypbe", "AES-128-CBC", "-certpbe", "AES-128-CBC"])],
    ["an integrity check with SHA-512", exportPkcs12(openssl, ["-macalg", "sha512"])],
    ["an integrity check with SHA-384", exportPkcs12(openssl, ["-macalg", "sha384"])],
    ["a file without an integrity check", exportPkcs12(openssl, ["-nomac"])],
    ["a certificate that is not encrypted", exportPkcs12(openssl, ["-certpbe", "NONE"])],
    ["a key and a certificate that are not encrypted", exportPkcs12(openssl, ["-certpbe", "NONE", "-keypbe", "NONE"])],
  ])("%s", async (_, file) => {
    await expect(open(file)).resolves.toEqual([{ certificate, privateKey }]);
  });

  it("an integrity check by PBMAC1, which Node's own OpenSSL accepts, too", async () => {
    const file = withPbmac1(MODERN);
    expect(() => createSecureContext({ pfx: Buffer.from(file), passphrase: PASSWORD })).not.toThrow();
    await expect(open(file)).resolves.toEqual([{ certificate, privateKey }]);
    await expect(open(file, "other")).toRejectWithCode("PASSWORD_WRONG");
  });

  it("the holder's certificate among those of the authorities", async () => {
    openssl.run(
      "req",
      "-x509",
      "-newkey",
      "rsa:2048",
      "-nodes",
      "-keyout",
      "ca.key.pem",
      "-out",
      "ca.pem",
      "-subj",
      "/CN=CA",
    );
    await expect(open(exportPkcs12(openssl, ["-certfile", "ca.pem"]))).resolves.toEqual([{ certificate, privateKey }]);
  });

  it("an empty password", async () => {
    await expect(open(exportPkcs12(openssl, [], { password: "" }), "")).resolves.toHaveLength(1);
  });

  it("a file without a key as one that holds none", async () => {
    await expect(open(exportPkcs12(openssl, ["-nokeys"]))).resolves.toEqual([]);
  });
});

describe("refuses", () => {
  it.each([
    ["an old file", OLDEN],
    ["a modern file", MODERN],
    ["a file without an integrity check", exportPkcs12(openssl, ["-nomac"])],
    ["an old file without an integrity check", exportPkcs12(openssl, [...OLD, "-nomac"])],
  ])("a wrong password for %s", async (_, file) => {
    await expect(open(file, "Wrong-1")).toRejectWithCode("PASSWORD_WRONG");
  });

  it.each([
    ["nothing", new Uint8Array()],
    ["a text", new TextEncoder().encode("-----BEGIN CERTIFICATE-----")],
    ["a certificate", certificate],
    ["a private key", privateKey],
    ["a file that is cut off", MODERN.subarray(0, -1)],
    ["bytes after the file", Uint8Array.of(...MODERN, 0)],
    ["a file in BER that is cut off", berIndefinite(OLDEN).subarray(0, -1)],
    ["lengths that never end", new Uint8Array(500_000).map((_, at) => (at % 2 ? 0x80 : 0x30))],
    [
      "more values than a key file has",
      concatBytes(
        fromHex("3080"),
        new Uint8Array(900_000).map((_, at) => (at % 2 ? 0 : 5)),
      ),
    ],
    ["no rounds at all", NO_ROUNDS],
  ])("%s", async (_, file) => {
    await expect(open(file)).toRejectWithCode("PKCS12_MALFORMED");
  });

  it("H5: more than 1 MiB, unread", async () => {
    await expect(open(new Uint8Array(1_048_577))).toRejectWithCode("PKCS12_TOO_COSTLY");
  });

  it("H5: more than 2 000 000 rounds of the integrity check, before they are run", async () => {
    await expectAtOnce(withRounds(await seal(PASSWORD, 600_000), 600_000, 2_000_001));
  });

  it("H5: more than 2 000 000 rounds around the key, before they are run", async () => {
    openssl.run(
      ...["pkcs12", "-export", "-inkey", "holder.key.pem", "-in", "holder.pem", "-out", "dear.p12"],
      ...["-passout", `pass:${PASSWORD}`, "-iter", "2000001", "-nomac"],
    );
    await expectAtOnce(openssl.read("dear.p12"));
  });

  it("H5: rounds that are too many only together", async () => {
    const file = exportPkcs12(openssl, ["-iter", "1000001"]);
    await expect(open(file)).toRejectWithCode("PKCS12_TOO_COSTLY");
  });
});

it("opens a file with one changed bit as what it was, or refuses it with a code", async () => {
  const original = await sealPkcs12(
    { certificate: certificate.subarray(0, 40), privateKey, password: "a", friendlyName: "" },
    { crypto, iterations: 1 },
  );
  const believed = await open(original, "a");

  for (const at of original.keys()) {
    const changed = original.with(at, Number(original.at(at)) ^ (1 << (at % 8)));
    const outcome = await open(changed, "a").catch((error: unknown) => error);
    if (!(outcome instanceof PkiError)) expect(outcome, `bit at byte ${at}`).toEqual(believed);
  }
});

describe("what it writes", () => {
  const written = () => sealPkcs12({ certificate, privateKey, password: PASSWORD, friendlyName: "0a1b" }, { crypto });

  it("opens again with any password, and with no other", async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: "grapheme", maxLength: 40 }), async (password) => {
        const file = await seal(password);
        expect(await open(file, password)).toEqual([{ certificate, privateKey }]);
        await expect(open(file, `${password}.`)).toRejectWithCode("PASSWORD_WRONG");
      }),
      { numRuns: 50 },
    );
  });

  it("H3: has PBES2 with AES-256, PBKDF2-HMAC-SHA-256 and HMAC-SHA-256, each with 600 000 rounds", async () => {
    openssl.write("ours.p12", await written());
    const said = openssl.says("pkcs12", "-in", "ours.p12", "-passin", `pass:${PASSWORD}`, "-info", "-noout");
    expect(said).toContain("MAC: sha256, Iteration 600000");
    const parts = said.match(/PBES2, PBKDF2, AES-256-CBC, Iteration 600000, PRF hmacWithSHA256/g);
    expect(parts).toHaveLength(2);
  });

  it("H3: opens in OpenSSL with its password, and with no other", async () => {
    openssl.write("ours.p12", await written());
    const read = (...options: string[]) =>
      openssl.says("pkcs12", "-in", "ours.p12", "-passin", `pass:${PASSWORD}`, "-noenc", ...options);
    expect(new X509Certificate(read("-nokeys")).raw.equals(certificate)).toBe(true);
    const key = createPrivateKey(read("-nocerts")).export({ type: "pkcs8", format: "der" });
    expect(equalBytes(key, privateKey)).toBe(true);
    expect(read("-nokeys")).toContain("friendlyName: 0a1b");
    expect(openssl.accepts("pkcs12", "-in", "ours.p12", "-passin", "pass:Wrong-1", "-noout")).toBe(false);
  });

  it("takes a key that WebCrypto holds without showing its bytes", async () => {
    const algorithm = { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256" };
    const key = await crypto.subtle.importKey("pkcs8", new Uint8Array(privateKey), algorithm, true, ["sign"]);
    const file = await sealPkcs12(
      { certificate, privateKey: key, password: "a", friendlyName: "" },
      { crypto, iterations: 1 },
    );
    await expect(open(file, "a")).resolves.toEqual([{ certificate, privateKey }]);
  });
});

/** Another number of rounds for the integrity check, which stands last; of as many bytes as the old one. */
function withRounds(file: Uint8Array, from: number, to: number): Uint8Array {
  const hex = toHex(file);
  const at = hex.lastIndexOf(toHex(integer(from)));
  const after = toHex(integer(to));
  return fromHex(hex.slice(0, at) + after + hex.slice(at + after.length));
}

/** Half a second would not do for the rounds. */
async function expectAtOnce(file: Uint8Array): Promise<void> {
  const began = performance.now();
  await expect(open(file)).toRejectWithCode("PKCS12_TOO_COSTLY");
  expect(performance.now() - began).toBeLessThan(500);
}

/** The file with an integrity check by RFC 9579, made with node:crypto. */
function withPbmac1(file: Uint8Array): Uint8Array {
  const pfx = partsOf(readDer(file, PKCS12_LIMITS));
  const [version, authSafe] = [pfx.next(), pfx.next()];
  const content = partsOf(authSafe.children[1] ?? authSafe, 0xa0).next().content;
  const salt = fromHex("000102030405060708090a0b0c0d0e0f");
  const hmac = sequence(oid("1.2.840.113549.2.9"), nullValue());
  const pbkdf2 = sequence(octetString(salt), integer(2_048), integer(32), hmac);
  const parameters = sequence(sequence(oid("1.2.840.113549.1.5.12"), pbkdf2), hmac);
  const key = pbkdf2Sync(PASSWORD, salt, 2_048, 32, "sha256");
  const mac = createHmac("sha256", key).update(content).digest();
  const digestInfo = sequence(sequence(oid("1.2.840.113549.1.5.14"), parameters), octetString(mac));
  return sequence(version.der, authSafe.der, sequence(digestInfo, octetString(salt), integer(1)));
}
