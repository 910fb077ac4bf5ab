import { toHex } from "#pki/bytes.ts";
import { parseCertificate } from "#pki/certificate.ts";
import type { KeyUsage } from "#pki/key-usage.ts";
import { parseName } from "#pki/name.ts";
import type { Primitives, SignatureAlgorithm } from "#pki/primitives.ts";
import { readPublicKey } from "#pki/public-key.ts";

/** One attribute of a name, in the order of the certificate. */
export interface NamePart {
  /** Dotted object identifier. */
  readonly type: string;
  readonly value: string;
}

/** What a certificate says of itself, read from its bytes and from nothing else. */
export interface CertificateFacts {
  /** Lower-case hexadecimal, as all that follows. */
  readonly serial: string;
  readonly subject: readonly NamePart[];
  readonly issuer: readonly NamePart[];
  readonly notBefore: Date;
  readonly notAfter: Date;
  /** "RSA, 2048" or "EC, P-256". */
  readonly key: { readonly type: "RSA"; readonly bits: number } | { readonly type: "EC"; readonly curve: string };
  readonly signatureAlgorithm: SignatureAlgorithm;
  readonly keyUsage: readonly KeyUsage[];
  /** Dotted object identifiers. */
  readonly extendedKeyUsage: readonly string[];
  readonly policies: readonly string[];
  readonly subjectKeyIdentifier: string;
  readonly authorityKeyIdentifier: string;
  /** Of the whole certificate. SHA-1 only because older programs show it. */
  readonly sha256: string;
  readonly sha1: string;
}

/**
 * @param der one DER Certificate
 * @throws {PkiError} CERTIFICATE_MALFORMED, ALGORITHM_REFUSED, KEY_REFUSED
 */
export async function certificateFacts(der: Uint8Array, primitives: Primitives): Promise<CertificateFacts> {
  const certificate = parseCertificate(der);
  const key = readPublicKey(certificate.spki);
  return {
    serial: certificate.serial,
    subject: partsOfName(certificate.subject),
    issuer: partsOfName(certificate.issuer),
    notBefore: certificate.notBefore,
    notAfter: certificate.notAfter,
    key: key.type === "RSA" ? { type: "RSA", bits: bitsOf(key.modulus) } : { type: "EC", curve: key.curve },
    signatureAlgorithm: certificate.signatureAlgorithm,
    keyUsage: [...(certificate.keyUsage ?? [])],
    extendedKeyUsage: certificate.extendedKeyUsage ?? [],
    policies: certificate.policies ?? [],
    subjectKeyIdentifier: toHex(certificate.subjectKeyIdentifier ?? new Uint8Array()),
    authorityKeyIdentifier: toHex(certificate.authorityKeyIdentifier ?? new Uint8Array()),
    sha256: toHex(await primitives.digest("SHA-256", der)),
    sha1: toHex(await primitives.digest("SHA-1", der)),
  };
}

const partsOfName = (name: Uint8Array): readonly NamePart[] =>
  parseName(name).flatMap((relativeName) => relativeName.map(({ type, value }) => ({ type, value })));

/** Of a magnitude without leading zeros. */
const bitsOf = ([first = 0, ...rest]: Uint8Array) => rest.length * 8 + (32 - Math.clz32(first));
