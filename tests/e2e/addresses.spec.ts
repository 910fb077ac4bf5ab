import { execFileSync, spawnSync } from "node:child_process";
import { appendFileSync, writeFileSync } from "node:fs";
import { type APIRequestContext, expect, type TestInfo, test } from "@playwright/test";
import { keyFiles, PASSWORD, STATUS_URL } from "./support/demo.ts";

/*
 * What a relying party has is a certificate, and one authority that it trusts. All the rest it fetches from the addresses
 * inside, and OpenSSL judges.
 */

const openssl = (...args: readonly string[]) => execFileSync("openssl", [...args]);

/** What OpenSSL says, whether it accepts or not. */
function asked(...args: readonly string[]): string {
  const { stdout, stderr } = spawnSync("openssl", [...args], { encoding: "utf8" });
  return stdout + stderr;
}

/** The holder's certificate out of a key file. */
function takeCertificate(keyFile: string, out: string): string {
  openssl("pkcs12", "-in", keyFile, "-nokeys", "-passin", `pass:${PASSWORD}`, "-out", out);
  return out;
}

function addressesIn(certificate: string): readonly string[] {
  const text = openssl("x509", "-in", certificate, "-noout", "-text").toString();
  return [...new Set(Array.from(text.matchAll(/(?:URI|CPS): ?(http:\S+)/g), ([, address = ""]) => address))];
}

/** Everything that these certificates name: authorities and lists are put together as PEM, the rest has to answer. */
async function fetchAll(request: APIRequestContext, addresses: readonly string[], testInfo: TestInfo) {
  const found = { lists: testInfo.outputPath("lists.pem"), kinds: [] as string[] };
  for (const address of addresses) {
    expect(address).toContain(STATUS_URL);
    if (address.endsWith("/ocsp")) continue;
    const response = await request.get(address);
    expect(response.status(), address).toBe(200);
    const type = response.headers()["content-type"] ?? "";
    found.kinds.push(type);
    const der = testInfo.outputPath(address.slice(address.lastIndexOf("/") + 1));
    writeFileSync(der, await response.body());
    if (type === "application/pkix-crl") appendFileSync(found.lists, openssl("crl", "-inform", "DER", "-in", der));
  }
  return found;
}

for (const [who, verdict, status] of [
  ["individual", /: OK$/m, /: good$/m],
  ["revoked", /certificate revoked/, /: revoked$/m],
] as const) {
  test(`every address inside a certificate answers, and OpenSSL finds it ${who === "revoked" ? "revoked" : "good"} by the lists and by OCSP`, async ({
    request,
  }, testInfo) => {
    const path = (name: string) => testInfo.outputPath(name);
    const leaf = takeCertificate(keyFiles(who).auth, path("leaf.pem"));
    const addresses = addressesIn(leaf);
    const ofLeaf = await fetchAll(request, addresses, testInfo);
    expect(ofLeaf.kinds.filter((type) => type === "application/pkix-crl")).toHaveLength(2);
    expect(ofLeaf.kinds).toEqual(expect.arrayContaining(["application/pkix-cert", "text/plain; charset=utf-8"]));

    openssl("x509", "-inform", "DER", "-in", path("issuing.cer"), "-out", path("issuing.pem"));
    await fetchAll(request, addressesIn(path("issuing.pem")), testInfo);
    openssl("x509", "-inform", "DER", "-in", path("root.cer"), "-out", path("root.pem"));

    const trust = ["-CAfile", path("root.pem"), "-untrusted", path("issuing.pem")];
    expect(
      asked("verify", "-x509_strict", "-crl_check_all", "-use_deltas", "-CRLfile", ofLeaf.lists, ...trust, leaf),
    ).toMatch(verdict);

    const responder = addresses.find((address) => address.endsWith("/ocsp")) ?? "";
    const answer = asked(
      ...["ocsp", "-url", responder, "-issuer", path("issuing.pem"), "-cert", leaf, "-CAfile", path("root.pem")],
    );
    expect(answer).toContain("Response verify OK");
    expect(answer).toMatch(status);
  });
}
