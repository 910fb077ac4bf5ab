import { addressesUnder } from "#ca/addresses.ts";
import { newSerial } from "#ca/serial.ts";
import { wholeSecond } from "#ca/validity.ts";
import { fromHex } from "#pki/bytes.ts";
import { type Certificate, keyIdentifierOf, parseCertificate } from "#pki/certificate.ts";
import {
  authorityInfoAccess,
  authorityKeyIdentifier,
  basicConstraints,
  crlDistributionPoints,
  extendedKeyUsage,
  keyUsage,
  policies,
  subjectKeyIdentifier,
} from "#pki/extensions.ts";
import { OID, ROLE_OIDS } from "#pki/oid.ts";
import { assembleCertificate, encodeTbs } from "#pki/tbs-certificate.ts";
import { nodePrimitives } from "#platform/node-primitives.ts";
import type { AuthorityKey } from "./authority-key.ts";
import { ISSUING_NAME, ROOT_NAME } from "./names.ts";

const ROOT_YEARS = 20;
const ISSUING_YEARS = 10;
const ANY_POLICY = "2.5.29.32.0";

/** What the issuing authority may give: this is what keeps it from TLS servers, whatever its signer is asked. */
const PURPOSES = [OID.clientAuth, OID.emailProtection, OID.ocspSigning, OID.timeStamping, ...Object.values(ROLE_OIDS)];

/** The root's own certificate. @see RFC 5280 section 3.2 (self-signed) */
export async function rootCertificate(key: AuthorityKey, now: Date): Promise<Certificate> {
  const tbs = encodeTbs({
    serial: fromHex(newSerial()),
    algorithm: key.algorithm,
    issuer: ROOT_NAME,
    subject: ROOT_NAME,
    ...years(now, ROOT_YEARS),
    spki: key.spki,
    extensions: [
      subjectKeyIdentifier(await keyIdentifierOf(key.spki, nodePrimitives)),
      basicConstraints(),
      keyUsage("keyCertSign", "cRLSign"),
    ],
  });
  return parseCertificate(assembleCertificate(tbs, key.algorithm, key.sign(tbs)));
}

/** The issuing authority's certificate, signed by the root: none below it, and only for the purposes named. */
export async function issuingCertificate(
  spki: Uint8Array,
  root: { readonly key: AuthorityKey; readonly certificate: Certificate },
  { now, statusUrl }: { readonly now: Date; readonly statusUrl: string },
): Promise<Certificate> {
  const addresses = addressesUnder(statusUrl);
  const tbs = encodeTbs({
    serial: fromHex(newSerial()),
    algorithm: root.key.algorithm,
    issuer: root.certificate.subject,
    subject: ISSUING_NAME,
    ...years(now, ISSUING_YEARS),
    spki,
    extensions: [
      authorityKeyIdentifier(await keyIdentifierOf(root.key.spki, nodePrimitives)),
      subjectKeyIdentifier(await keyIdentifierOf(spki, nodePrimitives)),
      basicConstraints({ pathLength: 0 }),
      keyUsage("keyCertSign", "cRLSign"),
      extendedKeyUsage(...PURPOSES),
      policies([ANY_POLICY], addresses.cps),
      crlDistributionPoints(addresses.rootCrl),
      authorityInfoAccess({ caIssuers: addresses.rootCertificate }),
    ],
  });
  return parseCertificate(assembleCertificate(tbs, root.key.algorithm, root.key.sign(tbs)));
}

function years(now: Date, count: number): { notBefore: Date; notAfter: Date } {
  const notBefore = wholeSecond(now);
  const end = new Date(notBefore);
  end.setUTCFullYear(end.getUTCFullYear() + count);
  return { notBefore, notAfter: new Date(end.getTime() - 1000) };
}
