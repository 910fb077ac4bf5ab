import { expect, it } from "vitest";
import { integer, octetString, oid, sequence } from "#pki/der-write.ts";
import { openPkcs12 } from "#pki/pkcs12.ts";
import { sealPkcs12 } from "#pki/pkcs12-seal.ts";
import { OLD } from "#tests/pki/key-files.ts";
import { AUTH, SIGN, withLines } from "#tests/pki/openssl-authority.ts";
import { openOne, testKeyRing } from "../test-key-ring.ts";
import { PASSWORD, RSA_AUTH, RSA_SIGN, testKeys } from "../test-keys.ts";

const keys = testKeys();
const { openssl } = keys;
const FILES = {
  auth: keys.keyFile({ ...RSA_AUTH, name: "rsa-auth" }),
  sign: keys.keyFile({ ...RSA_SIGN, name: "rsa-sign" }),
  ecSign: keys.keyFile({ ...SIGN, name: "ec-sign" }),
  old: keys.keyFile({ ...RSA_SIGN, name: "old-sign" }, OLD),
};

it("shows whose key it is, what it is for and until when", async () => {
  expect(await openOne(await testKeyRing(keys), FILES.auth)).toMatchObject({
    fileName: "rsa-auth.p12",
    purpose: "SIGN_IN",
    commonName: "СЕЙТҚАЛИ ӘЛИЯ",
    iin: "900101400008",
    bin: "990140001234",
    organisation: '"ТОО Пример"',
    notBefore: "2026-01-01T00:00:00.000Z",
    notAfter: "2027-01-01T00:00:00.000Z",
    validity: "VALID",
    issuer: "OURS",
  });
});

it("opens the files of a folder that the password opens, and names what is wrong with each of the others", async () => {
  const files = [
    FILES.old,
    FILES.ecSign,
    { name: "empty.p12", bytes: new Uint8Array() },
    { name: "photo.jpg", bytes: Uint8Array.of(0xff, 0xd8, 0xff) },
    { name: "large.p12", bytes: new Uint8Array(1_048_577) },
    { name: "other.p12", bytes: exportWith("ec-sign", "Another-1") },
    { name: "trust.p12", bytes: exportWith("ec-sign", PASSWORD, ["-nokeys"]) },
    { name: "dear.p12", bytes: exportWith("ec-sign", PASSWORD, ["-iter", "2000001", "-nomac"]) },
  ];
  const { keys: opened, problems } = await (await testKeyRing(keys)).open({ files, password: PASSWORD });
  expect(opened.map(({ fileName, purpose }) => [fileName, purpose])).toEqual([
    ["old-sign.p12", "SIGNING"],
    ["ec-sign.p12", "SIGNING"],
  ]);
  expect(problems).toEqual([
    { fileName: "empty.p12", problem: "EMPTY" },
    { fileName: "photo.jpg", problem: "NOT_A_KEY_FILE" },
    { fileName: "large.p12", problem: "TOO_LARGE" },
    { fileName: "other.p12", problem: "PASSWORD_WRONG" },
    { fileName: "trust.p12", problem: "NO_KEY_INSIDE" },
    { fileName: "dear.p12", problem: "TOO_COSTLY" },
  ]);
});

it.each([
  ["an expired key", { ...AUTH, name: "ended", until: "20261101000000Z" }, { validity: "EXPIRED", issuer: "OURS" }],
  [
    "a key before its time",
    { ...AUTH, name: "early", from: "20261201000000Z" },
    { validity: "NOT_YET_VALID", issuer: "OURS" },
  ],
  [
    "a stranger's key",
    { ...AUTH, name: "alien", issuer: undefined, subject: "/CN=Alien/CN=Twice" },
    { issuer: "UNKNOWN", commonName: "Alien" },
  ],
  [
    "a key for neither",
    withLines({ ...AUTH, name: "tls" }, { extendedKeyUsage: "serverAuth" }),
    { purpose: "NEITHER" },
  ],
])("tells %s", async (_, wanted, shown) => {
  expect(await openOne(await testKeyRing(keys), keys.keyFile(wanted))).toMatchObject(shown);
});

it.each([
  [
    "of 2019, an individual's, with an address in the name",
    "/CN=ТЕСТОВ ТЕСТ/SN=ТЕСТОВ/serialNumber=IIN123456789011/C=KZ/L=АЛМАТЫ/ST=АЛМАТЫ/GN=ТЕСТОВИЧ/emailAddress=a@b.kz",
  ],
  [
    "of 2020, an employee's",
    '/CN=ТЕСТОВ ТЕСТ/SN=ТЕСТОВ/serialNumber=IIN123456789011/C=KZ/L=АЛМАТЫ/ST=АЛМАТЫ/O=АО "ТЕСТ"/GN=ТЕСТОВИЧ/OU=BIN123456789021',
  ],
  [
    "of the Treasury-Client",
    '/DC=ROLE02/CN=ТЕСТОВ ТЕСТ/SN=ТЕСТОВ/serialNumber=IIN123456789011/C=KZ/O=АО "ТЕСТ"/OU=BIN123456789021/businessCategory=KS01234/GN=ТЕСТОВИЧ',
  ],
  ["of an information system", '/UID=1.2.398.6.10.1.1/CN=ИС "Тест"/C=KZ/O=АО "ТЕСТ"/OU=BIN123456789021'],
])("opens a certificate as the national authority lays it out, as a stranger's: %s", async (_, subject) => {
  const wanted = {
    ...RSA_SIGN,
    name: "nca",
    issuer: undefined,
    subject,
    extensions: [
      "keyUsage=critical,digitalSignature,nonRepudiation",
      "extendedKeyUsage=emailProtection,1.2.398.3.3.4.1.1",
      "certificatePolicies=@policy",
      "crlDistributionPoints=URI:http://crl.pki.gov.kz/nca_rsa.crl,URI:http://crl1.pki.gov.kz/nca_rsa.crl",
      "freshestCRL=URI:http://crl.pki.gov.kz/nca_d_rsa.crl",
      "authorityInfoAccess=OCSP;URI:http://ocsp.pki.gov.kz/,caIssuers;URI:http://pki.gov.kz/cert/nca_rsa.cer",
      "subjectKeyIdentifier=5b6a7c8d",
      "1.2.398.3.3.5=DER:300a06082a830e0303050101",
      "[policy]",
      "policyIdentifier=1.2.398.3.3.2.3",
      "CPS.1=http://pki.gov.kz/cps",
      "userNotice.1=@notice",
      "[notice]",
      "explicitText=UTF8:Для ЭЦП",
    ],
  };
  const opened = await openOne(await testKeyRing(keys), keys.keyFile(wanted, OLD));
  expect(opened).toMatchObject({ purpose: "SIGNING", issuer: "UNKNOWN", validity: "VALID" });
});

it("refuses a certificate with another key than its own", async () => {
  const [auth, sign] = [entryOf(FILES.auth), entryOf(FILES.sign)];
  const mixed = await seal({ certificate: (await auth).certificate, privateKey: (await sign).privateKey });
  const { problems } = await (await testKeyRing(keys)).open({
    files: [{ name: "mixed.p12", bytes: mixed }],
    password: PASSWORD,
  });
  expect(problems).toEqual([{ fileName: "mixed.p12", problem: "NOT_A_KEY_FILE" }]);
});

it.each([
  ["GOST R 34.10-2015 under its Kazakh identifier", "1.2.398.3.10.1.1.2.2"],
  ["GOST 34.310-2004 under its Kazakh identifier", "1.2.398.3.10.1.1.1.1"],
  ["GOST R 34.10-2012 under its Russian identifier", "1.2.643.7.1.1.1.2"],
])("knows a key of %s, and says that it can't use it yet", async (_, algorithm) => {
  const privateKey = sequence(integer(0), sequence(oid(algorithm)), octetString(octetString(new Uint8Array(64))));
  const bytes = await seal({ certificate: (await entryOf(FILES.auth)).certificate, privateKey });
  const { problems } = await (await testKeyRing(keys)).open({
    files: [{ name: "GOST512.p12", bytes }],
    password: PASSWORD,
  });
  expect(problems).toEqual([{ fileName: "GOST512.p12", problem: "GOST_NOT_YET" }]);
});
function exportWith(name: string, password: string, options: readonly string[] = []): Uint8Array {
  openssl.run(
    ...["pkcs12", "-export", "-inkey", `${name}.key.pem`, "-in", `${name}.pem`, "-out", "with.p12"],
    ...["-passout", `pass:${password}`, ...options],
  );
  return openssl.read("with.p12");
}

async function entryOf(file: { bytes: Uint8Array }) {
  const [entry] = await openPkcs12(file.bytes, PASSWORD, { crypto });
  if (!entry) throw new Error("no key inside");
  return entry;
}

const seal = (entry: { certificate: Uint8Array; privateKey: Uint8Array }) =>
  sealPkcs12({ ...entry, password: PASSWORD, friendlyName: "" }, { crypto, iterations: 1 });
