import { hash } from "node:crypto";
import { beforeAll, expect, it } from "vitest";
import { answerDirectory } from "#status/answer-directory.ts";
import type { StatusAnswer } from "#status/answer-to.ts";
import type { ServiceKey } from "#status/service-key.ts";
import { type Snapshot, snapshotOf } from "#status/snapshot.ts";
import { NOW, STATUS_URL, type TestHierarchy, testAuthority, testHierarchy } from "#tests/support/authority.ts";
import { opensslIn, temporaryFolder } from "#tests/support/openssl.ts";
import { testServiceKey } from "#tests/support/services.ts";

const openssl = opensslIn(temporaryFolder());
const HOUR_MS = 3_600_000;
const later = (hours: number) => new Date(NOW.getTime() + hours * HOUR_MS);
let hierarchy: TestHierarchy;

beforeAll(async () => {
  hierarchy = await testHierarchy();
});

/** A directory over what has been published and the key that there is; both may change. */
function directory(key?: ServiceKey) {
  const { root, issuing } = hierarchy;
  const certificates = [
    { kind: "ROOT", der: root.der, notBefore: root.notBefore },
    { kind: "ISSUING", der: issuing.der, notBefore: issuing.notBefore },
  ];
  const held: { key: ServiceKey | undefined; snapshot: Snapshot | undefined } = {
    key,
    snapshot: snapshotOf({ certificates, crls: [] }, NOW),
  };
  const { plain, signed } = answerDirectory(() => held.snapshot, { current: () => held.key }, STATUS_URL);
  const ask =
    (handler: typeof plain, path: string) =>
    (at: Date = NOW, headers = {}): StatusAnswer => {
      const answer = handler({ method: "GET", path, headers, body: Buffer.alloc(0) }, at);
      if (answer instanceof Promise) throw new Error("not at once");
      return answer;
    };
  return { held, plain: ask(plain, "/directory"), signed: ask(signed, "/directory.p7m") };
}

const signingKey = async () => testServiceKey(await testAuthority(hierarchy), "DIRECTORY");

/** What OpenSSL says of a signed directory, as a relying party with the published chain. */
function judged(body: Uint8Array, { held }: ReturnType<typeof directory>): string {
  openssl.write("directory.p7m", body);
  openssl.write("chain.pem", held.snapshot?.files.get("/ca/chain.pem")?.body ?? "");
  return openssl.says(
    ...["cms", "-verify", "-inform", "DER", "-in", "directory.p7m", "-out", "directory.json", "-CAfile", "chain.pem"],
    ...["-purpose", "smimesign", "-attime", String(Math.floor(+NOW / 1000) + 60)],
  );
}

it("OpenSSL verifies the signed directory, and finds in it what stands beside it", async () => {
  const published = directory(await signingKey());
  const { plain, signed } = published;
  expect(judged(signed().body, published)).toContain("CMS Verification successful");
  expect(Buffer.from(openssl.read("directory.json"))).toEqual(plain().body);
  expect(signed().headers["content-type"]).toBe("application/pkcs7-mime; smime-type=signed-data");

  const at = signed().body.indexOf(STATUS_URL);
  expect(judged(Buffer.from(signed().body).fill("H", at, at + 1), published)).not.toContain("Verification successful");
});

it("names every service, with the digests of the certificates that it stands on", async () => {
  const { plain } = directory(await signingKey());
  const read = JSON.parse(plain().body.toString());
  expect(read).toMatchObject({
    version: 1,
    issuedAt: "2026-11-23T06:30:00.000Z",
    validUntil: "2026-11-30T06:30:00.000Z",
    certificates: {
      root: { url: `${STATUS_URL}/ca/root.cer`, sha256: hash("sha256", hierarchy.root.der) },
      issuing: { url: `${STATUS_URL}/ca/issuing.cer`, sha256: hash("sha256", hierarchy.issuing.der) },
    },
    services: { ocsp: { url: `${STATUS_URL}/ocsp` }, tsa: { url: `${STATUS_URL}/tsa` } },
  });
});

it("is the same for a day, then made anew, and anew with another key", async () => {
  const { held, signed } = directory(await signingKey());
  const { etag } = signed().headers;
  expect(signed(later(23.9)).headers["etag"]).toBe(etag);
  expect(signed(NOW, { "if-none-match": etag }).status).toBe(304);
  const next = signed(later(24)).headers["etag"];
  expect(next).not.toBe(etag);
  held.key = await signingKey();
  expect(signed(later(24)).headers["etag"]).not.toBe(next);
});

it("has no signed form without a key, and none at all before the certificates are known", async () => {
  const { held, plain, signed } = directory();
  expect([plain().status, signed().status]).toEqual([200, 503]);
  held.key = await signingKey();
  expect(signed().status).toBe(200);
  held.snapshot = undefined;
  expect([plain().status, signed().status]).toEqual([503, 503]);
});
