import { expect, it } from "vitest";
import { webPrimitives } from "#browser/web-primitives.ts";
import { parseCertificate } from "#pki/certificate.ts";
import { verifyDetached } from "#pki/cms.ts";
import { documentText } from "#pki/signed-document.ts";
import { OLD } from "#tests/pki/key-files.ts";
import { NOW, P384_KEY, SIGN } from "#tests/pki/openssl-authority.ts";
import { openOne, testKeyRing } from "../test-key-ring.ts";
import { RSA_AUTH, RSA_SIGN, testKeys } from "../test-keys.ts";

const keys = testKeys();
const { openssl } = keys;
openssl.write("chain.pem", Buffer.concat([openssl.read("root.pem"), openssl.read("issuing.pem")]));
const FILES = {
  auth: keys.keyFile({ ...RSA_AUTH, name: "rsa-auth" }),
  sign: keys.keyFile({ ...RSA_SIGN, name: "rsa-sign" }),
  ecSign: keys.keyFile({ ...SIGN, name: "ec-sign" }),
  old: keys.keyFile({ ...RSA_SIGN, name: "old-sign" }, OLD),
};
const signIn = documentText("sign-in", { nonce: "abc" });
const form = documentText("reissue", { name: "Сейтқали Әлия" });

it.each([
  ["RSA", FILES.sign, "rsa-sign"],
  ["P-256", FILES.ecSign, "ec-sign"],
  ["an RSA key of an old file", FILES.old, "old-sign"],
])("makes with %s what our strict verifier and OpenSSL accept", async (_, file, name) => {
  const keyRing = await testKeyRing(keys);
  const cms = await keyRing.sign({ keyId: (await openOne(keyRing, file)).id, text: form });

  const certificate = parseCertificate(openssl.run("x509", "-in", `${name}.pem`, "-outform", "DER"));
  const content = new TextEncoder().encode(form);
  await expect(verifyDetached(cms, { content, certificate, primitives: webPrimitives })).resolves.toBeUndefined();
  openssl.write("cms.der", cms);
  openssl.write("content.txt", content);
  const verify = ["cms", "-verify", "-cades", "-binary", "-inform", "DER", "-in", "cms.der", "-content", "content.txt"];
  openssl.run(
    ...verify,
    "-CAfile",
    "chain.pem",
    "-purpose",
    "smimesign",
    "-attime",
    String(NOW.getTime() / 1000),
    "-out",
    "out.txt",
  );
  expect(openssl.read("out.txt")).toEqual(content);
});

it("signs a sign-in with the key for signing in alone, and everything else with the other", async () => {
  const keyRing = await testKeyRing(keys);
  const [auth, sign] = [await openOne(keyRing, FILES.auth), await openOne(keyRing, FILES.sign)];
  await expect(keyRing.sign({ keyId: auth.id, text: signIn })).resolves.toBeInstanceOf(Uint8Array);
  await expect(keyRing.sign({ keyId: auth.id, text: form })).toRejectWithCode("KEY_PURPOSE");
  await expect(keyRing.sign({ keyId: sign.id, text: signIn })).toRejectWithCode("KEY_PURPOSE");
});

it("signs no text that is none of our documents, and with no key that is not open", async () => {
  const keyRing = await testKeyRing(keys);
  const { id } = await openOne(keyRing, FILES.sign);
  await expect(keyRing.sign({ keyId: id, text: "I owe you a million" })).toRejectWithCode("DOCUMENT_MALFORMED");
  await expect((await testKeyRing(keys)).sign({ keyId: id, text: form })).toRejectWithCode("KEY_NOT_OPEN");
});

it("does not sign with a curve that the portal does not accept", async () => {
  const keyRing = await testKeyRing(keys);
  const { id } = await openOne(keyRing, keys.keyFile({ ...SIGN, name: "p384", key: P384_KEY }));
  await expect(keyRing.sign({ keyId: id, text: form })).toRejectWithCode("KEY_PURPOSE");
});
