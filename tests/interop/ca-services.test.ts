import { beforeAll, expect, it } from "vitest";
import type { ServiceKind } from "#ca/service/profiles.ts";
import type { Certificate } from "#pki/certificate.ts";
import { verifyPath } from "#pki/path.ts";
import { nodePrimitives } from "#platform/node-primitives.ts";
import { NOW, type TestHierarchy, testAuthority, testHierarchy } from "#tests/support/authority.ts";
import { opensslIn, temporaryFolder } from "#tests/support/openssl.ts";
import { testServiceKey } from "#tests/support/services.ts";

const openssl = opensslIn(temporaryFolder());
const AT = new Date(NOW.getTime() + 60_000);
let hierarchy: TestHierarchy;

beforeAll(async () => {
  hierarchy = await testHierarchy();
  for (const [name, { der }] of [["root", hierarchy.root] as const, ["issuing", hierarchy.issuing] as const]) {
    openssl.write(`${name}.der`, der);
    openssl.run("x509", "-inform", "DER", "-in", `${name}.der`, "-out", `${name}.pem`);
  }
});

const PURPOSES = ["sslserver", "sslclient", "smimesign", "smimeencrypt", "crlsign", "timestampsign", "ocsphelper"];

/** What OpenSSL takes a certificate for, of all its purposes but "any"; its "ocsphelper" is for any end entity. */
function purposesOf({ der }: Certificate): readonly string[] {
  openssl.write("service.der", der);
  openssl.run("x509", "-inform", "DER", "-in", "service.der", "-out", "service.pem");
  const chain = ["-CAfile", "root.pem", "-untrusted", "issuing.pem", "-attime", String(Math.floor(+AT / 1000))];
  return PURPOSES.filter((purpose) =>
    openssl.accepts("verify", "-x509_strict", ...chain, "-purpose", purpose, "service.pem"),
  );
}

it.each<readonly [ServiceKind, readonly string[]]>([
  ["OCSP", ["ocsphelper"]],
  ["TSA", ["timestampsign", "ocsphelper"]],
  ["DIRECTORY", ["smimesign", "ocsphelper"]],
])("C11, C13: OpenSSL takes the certificate of %s for %j and nothing else", async (kind, purposes) => {
  const { certificate } = await testServiceKey(await testAuthority(hierarchy), kind);
  expect(purposesOf(certificate)).toEqual(purposes);
  const text = openssl.says("x509", "-in", "service.pem", "-noout", "-text");
  expect(text.includes("OCSP No Check")).toBe(kind === "OCSP");
  expect(text.includes("CRL Distribution Points")).toBe(kind !== "OCSP");
});

it.each<ServiceKind>(["OCSP", "TSA", "DIRECTORY"])(
  "A7: the certificate of %s signs nobody in and no document",
  async (kind) => {
    const { certificate } = await testServiceKey(await testAuthority(hierarchy), kind);
    const anchors = { roots: [hierarchy.root], intermediates: [hierarchy.issuing] };
    for (const purpose of ["SIGN_IN", "SIGNING"] as const) {
      const verdict = verifyPath(certificate, anchors, { at: AT, purpose, primitives: nodePrimitives });
      await expect(verdict, purpose).toRejectWithCode("CERTIFICATE_PURPOSE");
    }
  },
);
