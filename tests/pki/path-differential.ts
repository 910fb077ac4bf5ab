import fc from "fast-check";
import { expect } from "vitest";
import { parseCertificate } from "#pki/certificate.ts";
import { PkiError } from "#pki/error.ts";
import { hostileTbs } from "./hostile-bytes.ts";
import { AUTH, certify, NOW, type Wanted, withLines } from "./openssl-authority.ts";
import type { Judges } from "./path-judges.ts";
import { signer } from "./resign.ts";

/** The values that one line of extensions may have, the right one first; null leaves it out. */
const CHOICES: Readonly<Record<string, readonly (string | null)[]>> = {
  basicConstraints: [null, "critical,CA:FALSE", "CA:FALSE", "critical,CA:TRUE", "critical,CA:TRUE,pathlen:0"],
  keyUsage: [
    "critical,digitalSignature,keyEncipherment",
    "digitalSignature",
    "critical,digitalSignature,keyAgreement",
    "critical,keyAgreement",
    "critical,digitalSignature,keyCertSign",
    null,
  ],
  extendedKeyUsage: [
    "clientAuth,1.2.398.3.3.4.1.1",
    "critical,clientAuth,1.2.398.3.3.4.1.2,1.2.398.3.3.4.1.2.1",
    "clientAuth",
    "serverAuth",
    "emailProtection,1.2.398.3.3.4.1.1",
    "anyExtendedKeyUsage",
    null,
  ],
  subjectKeyIdentifier: ["hash", "critical,hash", "none", "00112233"],
  authorityKeyIdentifier: ["keyid:always", "keyid:always,issuer:always", "critical,keyid:always", "none"],
  certificatePolicies: [null, "1.2.398.3.3.2.4", "critical,1.2.398.3.3.2.4", "1.2.398.3.3.2.4,1.2.3"],
  crlDistributionPoints: ["URI:http://localhost/a.crl", null, "URI:http://localhost/a.crl,URI:ldap://localhost/a"],
  subjectAltName: [null, "email:a@example.kz", "critical,email:a@example.kz", "DNS:example.kz"],
  authorityInfoAccess: [null, "OCSP;URI:http://localhost/ocsp", "critical,OCSP;URI:http://localhost/ocsp"],
  "1.2.398.3.3.5": ["DER:300a06082a830e0303050101", "critical,DER:300a06082a830e0303050101", null],
  nsCertType: [null, null, "client", "server"],
  nameConstraints: [null, null, null, "permitted;email:kz"],
};

/** Mostly the right value, so that what both believe is not rare. */
const choice = (values: readonly (string | null)[]) => {
  const [right = null, ...others] = values;
  return fc.oneof(
    { weight: 6, arbitrary: fc.constant(right) },
    { weight: 1, arbitrary: fc.constantFrom(right, ...others) },
  );
};

const wantedCertificates: fc.Arbitrary<Wanted> = fc
  .record({
    lines: fc.record(Object.fromEntries(Object.entries(CHOICES).map(([key, values]) => [key, choice(values)]))),
    from: fc.constantFrom("20260101000000Z", "20260101000000Z", "20261123060001Z", "20261123060000Z"),
    until: fc.constantFrom("20270101000000Z", "20270101000000Z", "20261123055959Z", "20261123060001Z"),
  })
  .map(({ lines, from, until }) => ({ ...withLines(AUTH, lines), name: "candidate", keyOf: "auth", from, until }));

/** How often both believed, both refused, and we alone refused. */
export interface Verdicts {
  readonly believed: number;
  readonly refused: number;
  readonly refusedByUs: number;
}

/** Certificates that `openssl ca` makes with random extensions and dates. @throws where we are laxer than OpenSSL */
export async function compareOnOpenssl(judges: Judges, count: number): Promise<Verdicts> {
  certify(judges.openssl, AUTH);
  return compare(judges, { count, certificates: wantedCertificates.map((wanted) => certify(judges.openssl, wanted)) });
}

/** A good certificate with its inside changed at random, and then well signed. @throws where we are laxer than OpenSSL */
export async function compareOnResigned(judges: Judges, count: number): Promise<Verdicts> {
  const { tbs } = parseCertificate(certify(judges.openssl, AUTH));
  const sign = signer(judges.openssl, "issuing");
  return compare(judges, { count, certificates: hostileTbs(tbs).map(sign) });
}

async function compare(
  { verify, opensslSays }: Judges,
  { count, certificates }: { readonly count: number; readonly certificates: fc.Arbitrary<Uint8Array> },
): Promise<Verdicts> {
  const verdicts = { believed: 0, refused: 0, refusedByUs: 0 };
  await fc.assert(
    fc.asyncProperty(certificates, async (der) => {
      const refusal: unknown = await verify(der).then(
        () => undefined,
        (error: unknown) => error,
      );
      const theirs = opensslSays(der);
      const believedByThem = theirs === "judged.der: OK\n";
      if (refusal === undefined) expect(theirs, `at ${NOW.toISOString()} we believe`).toBe("judged.der: OK\n");
      else expect(refusal).toBeInstanceOf(PkiError);
      verdicts[refusal === undefined ? "believed" : believedByThem ? "refusedByUs" : "refused"]++;
    }),
    { numRuns: count, endOnFailure: true },
  );
  return verdicts;
}
