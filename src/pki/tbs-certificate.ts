import { bitString, explicit, integer, sequence, time } from "./der-write.ts";
import { type Extension, encodeExtension } from "./extensions.ts";
import type { SignatureAlgorithm } from "./primitives.ts";
import { encodeSignatureAlgorithm } from "./signature-algorithm.ts";

/** What a certificate will say. Names and key are DER and go in as they are. */
export interface TbsCertificate {
  /** Big-endian magnitude, at most 20 octets once its sign has room. */
  readonly serial: Uint8Array;
  readonly algorithm: SignatureAlgorithm;
  readonly issuer: Uint8Array;
  readonly subject: Uint8Array;
  /** Both to the second; `notAfter` is the last second of validity. */
  readonly notBefore: Date;
  readonly notAfter: Date;
  readonly spki: Uint8Array;
  readonly extensions: readonly Extension[];
}

/**
 * The DER TBSCertificate of version 3, the bytes that the authority signs. Decides nothing about what it is given.
 *
 * @see RFC 5280 section 4.1.2
 */
export function encodeTbs(certificate: TbsCertificate): Uint8Array<ArrayBuffer> {
  return sequence(
    explicit(0, integer(2)),
    integer(certificate.serial),
    encodeSignatureAlgorithm(certificate.algorithm),
    certificate.issuer,
    sequence(time(certificate.notBefore), time(certificate.notAfter)),
    certificate.subject,
    certificate.spki,
    explicit(3, sequence(...certificate.extensions.map(encodeExtension))),
  );
}

/** The DER Certificate of what was signed, with the signature over it. */
export function assembleCertificate(
  tbs: Uint8Array,
  algorithm: SignatureAlgorithm,
  signature: Uint8Array,
): Uint8Array<ArrayBuffer> {
  return sequence(tbs, encodeSignatureAlgorithm(algorithm), bitString(signature));
}
