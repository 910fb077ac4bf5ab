import { execFileSync } from "node:child_process";
import { keyFiles, PASSWORD } from "./support/demo.ts";
import { installWith } from "./support/install.ts";
import { askForReissue } from "./support/reissue.ts";
import { fileBytes, holds, recordTraffic, storedIn } from "./support/traffic.ts";
import { expect, signInAs, test } from "./support/visit.ts";

const NEW_PASSWORD = "Qupiya-Soz8";

/** The private key of a key file as OpenSSL takes it out: PKCS#8 and the numbers inside. */
function privateKeyOf(file: string, password: string): Buffer {
  const pem = execFileSync("openssl", ["pkcs12", "-in", file, "-nodes", "-nocerts", "-passin", `pass:${password}`]);
  return execFileSync("openssl", ["pkey", "-outform", "DER"], { input: pem });
}

test("H1, H2: no key file, password or private key leaves the browser or stays in it, from signing in to installing", async ({
  newVisit,
}, testInfo) => {
  const page = await newVisit();
  const { sent } = recordTraffic(page.context());
  const old = keyFiles("individual");

  await signInAs(page, "individual");
  const number = await askForReissue(page);
  await expect(page.getByRole("main")).toContainText("Registration certificates have been issued on request");
  const waiting = await storedIn(page);
  await page.getByRole("link", { name: "Install the certificates" }).first().click();
  await page.getByRole("button", { name: "Continue" }).click();
  const [auth, sign] = await installWith(page, NEW_PASSWORD, { folder: testInfo.outputPath() });
  await page.getByRole("button", { name: /Әбдірахманов/ }).click();
  await page.getByRole("button", { name: "Sign out" }).click();
  await page.waitForURL("**/signed-out");
  const left = await storedIn(page);

  const traffic = await sent();
  expect(holds(traffic, Buffer.from(number)), "the recording sees what is sent").toBe(true);
  const secrets: [string, Buffer][] = [
    ["the password", Buffer.from(PASSWORD)],
    ["the new password", Buffer.from(NEW_PASSWORD)],
    ...[old.auth, old.sign, auth, sign].map((file): [string, Buffer] => [`the file ${file}`, encryptedPart(file)]),
    ...[old.auth, old.sign].map((file): [string, Buffer] => [`the key of ${file}`, keyNumbers(file, PASSWORD)]),
    ...[auth, sign].map((file): [string, Buffer] => [`the key of ${file}`, keyNumbers(file, NEW_PASSWORD)]),
  ];
  for (const [name, secret] of secrets) {
    expect(holds(traffic, secret), `${name} in the traffic`).toBe(false);
    for (const dump of [waiting, left]) expect(holdsDumped(dump, secret), `${name} in the browser`).toBe(false);
  }
  expect(left, "the waiting keys are gone once they are installed").not.toContain(number);
});

/** Without the certificate, which is public and does travel: a key file's ciphertext shares no stretch with it. */
const encryptedPart = (file: string): Buffer => fileBytes(file);

/** The private numbers alone: the public modulus at the front of the key travels in the certificate. */
function keyNumbers(file: string, password: string): Buffer {
  const der = privateKeyOf(file, password);
  return der.subarray(Math.floor(der.length / 2));
}

/** A dump writes bytes as numbers with commas. */
function holdsDumped(dump: string, secret: Buffer): boolean {
  const numbers = [...secret.subarray(0, 24)].join(",");
  return dump.includes(numbers) || holds(Buffer.from(dump, "utf8"), secret);
}
