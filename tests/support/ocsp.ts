import { generateKeyPairSync, hash, randomBytes } from "node:crypto";
import { keyBytesOf, parseCertificate } from "#pki/certificate.ts";
import { encode, explicit, nullValue, octetString, oid, sequence, set, utf8String } from "#pki/der-write.ts";
import {
  authorityKeyIdentifier,
  type Extension,
  extendedKeyUsage,
  keyUsage,
  ocspNoCheck,
  subjectKeyIdentifier,
} from "#pki/extensions.ts";
import { OID } from "#pki/oid.ts";
import { assembleCertificate, encodeTbs } from "#pki/tbs-certificate.ts";
import { type ServiceKey, serviceKey } from "#status/service-key.ts";
import { issuingKeyOf, NOW, type TestHierarchy } from "./authority.ts";

const DAY_MS = 86_400_000;

/** A delegated responder's key under a test authority's issuing key; `wish` makes it one that is not as it should be. */
export function responderKeyOf(...args: Parameters<typeof responderPairOf>): ServiceKey {
  const { certificate, privateKey } = responderPairOf(...args);
  return serviceKey("OCSP", certificate, privateKey);
}

/** The same, key and certificate apart. */
export function responderPairOf(
  hierarchy: TestHierarchy,
  wish: {
    readonly notAfter?: Date;
    readonly purposes?: readonly string[];
    readonly extensions?: readonly Extension[];
  } = {},
) {
  const issuer = hierarchy.issuing;
  const signing = issuingKeyOf(hierarchy);
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const spki = new Uint8Array(publicKey.export({ type: "spki", format: "der" }));
  const keyId = (of: Uint8Array) => hash("sha1", keyBytesOf(of), "buffer");
  const {
    notAfter = new Date(NOW.getTime() + 30 * DAY_MS),
    purposes = [OID.ocspSigning],
    extensions = [ocspNoCheck()],
  } = wish;
  const tbs = encodeTbs({
    serial: Uint8Array.of(0x4f, ...randomBytes(18)),
    algorithm: signing.algorithm,
    issuer: issuer.subject,
    subject: sequence(set(sequence(oid(OID.commonName), utf8String("OCSP RESPONDER")))),
    notBefore: new Date(NOW.getTime() - DAY_MS),
    notAfter,
    spki,
    extensions: [
      keyUsage("digitalSignature"),
      extendedKeyUsage(...purposes),
      subjectKeyIdentifier(keyId(spki)),
      authorityKeyIdentifier(keyId(issuer.spki)),
      ...extensions,
    ],
  });
  const der = assembleCertificate(tbs, signing.algorithm, signing.sign(tbs));
  return { certificate: parseCertificate(der), privateKey };
}

const ALGORITHMS = { "SHA-1": OID.sha1, "SHA-256": OID.sha256 } as const;

/** What is asked about one certificate. */
export interface AskedCertificate {
  /** Hexadecimal of the INTEGER's content octets. */
  readonly serial: string;
  readonly digest?: keyof typeof ALGORITHMS;
  /** Another issuer than the test's own. */
  readonly issuer?: { readonly subject: Uint8Array; readonly spki: Uint8Array };
}

/** The CertID of a certificate. */
export function certIdOf(
  { subject, spki }: { subject: Uint8Array; spki: Uint8Array },
  { serial, digest = "SHA-256" }: AskedCertificate,
) {
  const name = digest === "SHA-1" ? "sha1" : "sha256";
  return sequence(
    sequence(oid(ALGORITHMS[digest]), nullValue()),
    octetString(hash(name, subject, "buffer")),
    octetString(hash(name, keyBytesOf(spki), "buffer")),
    serialInteger(serial),
  );
}

const serialInteger = (serial: string) => encode(0x02, Buffer.from(serial, "hex"));

/** A DER OCSPRequest about some certificates, as a relying party would make it. */
export function questionAbout(
  issuer: { readonly subject: Uint8Array; readonly spki: Uint8Array },
  asked: readonly AskedCertificate[],
  { nonce, extensions = [] }: { readonly nonce?: Uint8Array; readonly extensions?: readonly Uint8Array[] } = {},
): Buffer {
  const nonces = nonce ? [sequence(oid(OID.ocspNonce), octetString(octetString(nonce)))] : [];
  const all = [...nonces, ...extensions];
  return Buffer.from(
    sequence(
      sequence(
        sequence(...asked.map((one) => sequence(certIdOf(one.issuer ?? issuer, one)))),
        ...(all.length > 0 ? [explicit(2, sequence(...all))] : []),
      ),
    ),
  );
}
