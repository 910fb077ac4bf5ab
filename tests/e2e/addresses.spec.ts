import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { expect, test } from "@playwright/test";
import { keyFiles, PASSWORD, STATUS_URL } from "./support/demo.ts";

const openssl = (...args: readonly string[]) => execFileSync("openssl", [...args]);

test("every address inside a certificate answers, and OpenSSL builds a checked path from the answers alone", async ({
  request,
}, testInfo) => {
  const path = (name: string) => testInfo.outputPath(name);
  openssl(
    ...["pkcs12", "-in", keyFiles("individual").auth, "-nokeys", "-passin", `pass:${PASSWORD}`],
    ...["-out", path("leaf.pem")],
  );
  const text = openssl("x509", "-in", path("leaf.pem"), "-noout", "-text").toString();
  const addresses = new Set(Array.from(text.matchAll(/URI:(http:\S+)/g), ([, address]) => address ?? ""));
  expect(addresses.size).toBeGreaterThanOrEqual(4);
  for (const address of addresses) {
    expect(address).toContain(STATUS_URL);
    const response = address.endsWith("/ocsp")
      ? await request.post(address, {
          data: Buffer.from("30", "hex"),
          headers: { "content-type": "application/ocsp-request" },
        })
      : await request.get(address);
    expect(response.status(), address).toBe(200);
    writeFileSync(path(address.slice(address.lastIndexOf("/") + 1)), await response.body());
  }

  for (const name of ["root", "issuing"]) {
    const response = await request.get(`${STATUS_URL}/ca/${name}.cer`);
    writeFileSync(path(`${name}.cer`), await response.body());
    openssl("x509", "-inform", "DER", "-in", path(`${name}.cer`), "-out", path(`${name}.pem`));
  }
  openssl("crl", "-inform", "DER", "-in", path("issuing.crl"), "-out", path("issuing.crl.pem"));
  const verdict = openssl(
    ...["verify", "-x509_strict", "-purpose", "sslclient", "-crl_check", "-CRLfile", path("issuing.crl.pem")],
    ...["-CAfile", path("root.pem"), "-untrusted", path("issuing.pem"), path("leaf.pem")],
  ).toString();
  expect(verdict.trim()).toMatch(/: OK$/);
});
