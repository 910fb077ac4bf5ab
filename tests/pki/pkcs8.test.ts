import { createPrivateKey } from "node:crypto";
import { describe, expect, it } from "vitest";
import { concatBytes } from "#pki/bytes.ts";
import { octetString, sequence } from "#pki/der-write.ts";
import { encodePbes2, importPassword, newPbes2 } from "#pki/pbes2.ts";
import { openPkcs8, sealPkcs8 } from "#pki/pkcs8.ts";
import { opensslIn, temporaryFolder } from "#tests/support/openssl.ts";
import { P256_KEY } from "./openssl-authority.ts";

const openssl = opensslIn(temporaryFolder());
openssl.run("genpkey", ...P256_KEY, "-out", "key.pem");
const privateKey = new Uint8Array(
  createPrivateKey(Buffer.from(openssl.read("key.pem"))).export({ type: "pkcs8", format: "der" }),
);
const password = "Құпия сөз #1";
const key = await importPassword(password, crypto);
const seal = (iterations = 1_000) => sealPkcs8(privateKey, key, { crypto, iterations });
const sealedOnce = await seal();

describe("a sealed private key", () => {
  it("opens with its password, and every sealing is another", async () => {
    const [first, second] = [await seal(), await seal()];
    expect(first).not.toEqual(second);
    expect(await openPkcs8(first, key, { crypto })).toEqual(privateKey);
  });

  it("is sealed with 600,000 iterations when nothing else is said, and opens in OpenSSL", async () => {
    openssl.write("sealed.der", await sealPkcs8(privateKey, key, { crypto }));
    const opened = ["pkcs8", "-inform", "DER", "-in", "sealed.der", "-outform", "DER", "-topk8", "-nocrypt"];
    expect(openssl.run(...opened, "-passin", `pass:${password}`)).toEqual(privateKey);
    expect(openssl.says("asn1parse", "-inform", "DER", "-in", "sealed.der")).toMatch(/INTEGER +:0927C0/);
  });

  it("is sealed from a key that is never seen outside WebCrypto", async () => {
    const algorithm = { name: "ECDSA", namedCurve: "P-256" };
    const pair = await crypto.subtle.generateKey(algorithm, true, ["sign", "verify"]);
    const sealed = await sealPkcs8(pair.privateKey, key, { crypto, iterations: 1_000 });
    const exported = new Uint8Array(await crypto.subtle.exportKey("pkcs8", pair.privateKey));
    expect(await openPkcs8(sealed, key, { crypto })).toEqual(exported);
  });

  it.each([
    ["AES-256 and SHA-256", "aes-256-cbc", "hmacWithSHA256"],
    ["AES-128 and SHA-512", "aes-128-cbc", "hmacWithSHA512"],
  ])("that OpenSSL has sealed with %s opens", async (_, cipher, prf) => {
    const sealing = ["-topk8", "-in", "key.pem", "-outform", "DER", "-v2", cipher, "-v2prf", prf];
    const sealed = openssl.run("pkcs8", ...sealing, "-passout", `pass:${password}`);
    expect(await openPkcs8(sealed, key, { crypto })).toEqual(privateKey);
  });

  it("opens with no other password", async () => {
    const sealed = await seal();
    for (let i = 0; i < 600; i++) {
      const wrong = await importPassword(`wrong ${i}`, crypto);
      await expect(openPkcs8(sealed, wrong, { crypto })).toRejectWithCode("PASSWORD_WRONG");
    }
  });
});

describe("another container", () => {
  it.each<[rule: string, der: Uint8Array, code: string]>([
    ["of nothing", new Uint8Array(), "PKCS12_MALFORMED"],
    ["with bytes after it", concatBytes(sealedOnce, Uint8Array.of(0)), "PKCS12_MALFORMED"],
    ["that is not encrypted", privateKey, "PKCS12_MALFORMED"],
    ["that wants 2,000,001 iterations", sealedWith(2_000_001), "PKCS12_TOO_COSTLY"],
    ["that wants no iterations", sealedWith(0), "PKCS12_MALFORMED"],
    [
      "sealed by the old PBES1",
      openssl.run("pkcs8", "-topk8", "-in", "key.pem", "-outform", "DER", "-v1", "PBE-SHA1-3DES", "-passout", "pass:x"),
      "ALGORITHM_REFUSED",
    ],
    [
      "sealed by 3DES",
      openssl.run("pkcs8", "-topk8", "-in", "key.pem", "-outform", "DER", "-v2", "des3", "-passout", "pass:x"),
      "ALGORITHM_REFUSED",
    ],
    [
      "with a cipher text that is cut off",
      sequence(encodePbes2(newPbes2(crypto, 1)), octetString(new Uint8Array(15))),
      "PASSWORD_WRONG",
    ],
  ])("%s is refused", async (_, der, code) => {
    await expect(openPkcs8(der, key, { crypto })).toRejectWithCode(code);
  });
});

function sealedWith(iterations: number): Uint8Array {
  return sequence(encodePbes2(newPbes2(crypto, iterations)), octetString(new Uint8Array(32)));
}
