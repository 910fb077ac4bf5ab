import { equalBytes, fromHex, toHex } from "./bytes.ts";
import { type Certificate, parseCertificate } from "./certificate.ts";
import { type CmsAlgorithm, requireAllowedAlgorithms, SHA256 } from "./cms-algorithm.ts";
import { decodeAs } from "./decode-as.ts";
import { DEFAULT_LIMITS, type DerLimits, readDer, TAG } from "./der.ts";
import { encode, explicit, implicit, integer, octetString, oid, sequence, set, setOf, time } from "./der-write.ts";
import { PkiError } from "./error.ts";
import { OID } from "./oid.ts";
import type { Primitives } from "./primitives.ts";
import { encodeSignatureAlgorithm } from "./signature-algorithm.ts";
import { readSignedData, type SignedData } from "./signed-data.ts";

type CertificateName = Pick<Certificate, "issuer" | "serial">;

/** Depth 18 is where the issuer's name ends inside the signing-certificate attribute that CAdES asks for. */
const CMS_LIMITS: DerLimits = { ...DEFAULT_LIMITS, maxDepth: 18 };

/** @see RFC 5652 section 10.2.4 */
const issuerAndSerial = ({ issuer, serial }: CertificateName) => ({
  issuer,
  serial: encode(TAG.INTEGER, fromHex(serial)),
});

/**
 * The bytes that the signer's key signs: a DER SET OF of content type, digest, time, certificate and algorithms.
 *
 * @param contentSha256 SHA-256 of the content
 * @param certificateSha256 SHA-256 of the signer's DER certificate, whose names are in `certificate`
 * @param at the signer's own time; nobody believes it
 * @see RFC 5652 section 11, RFC 5035 section 3 (signing-certificate-v2), RFC 6211 (algorithm protection), EN 319 122-1
 */
export function buildSignedAttributes(signing: {
  readonly contentSha256: Uint8Array;
  readonly certificateSha256: Uint8Array;
  readonly certificate: CertificateName;
  readonly at: Date;
  readonly algorithm: CmsAlgorithm;
}): Uint8Array<ArrayBuffer> {
  const { issuer, serial } = issuerAndSerial(signing.certificate);
  const certificate = sequence(octetString(signing.certificateSha256), sequence(sequence(explicit(4, issuer)), serial));
  const attribute = (type: string, value: Uint8Array) => sequence(oid(type), set(value));
  return setOf([
    attribute(OID.contentType, oid(OID.data)),
    attribute(OID.messageDigest, octetString(signing.contentSha256)),
    attribute(OID.signingTime, time(signing.at)),
    attribute(OID.signingCertificateV2, sequence(sequence(certificate))),
    attribute(OID.cmsAlgorithmProtection, sequence(SHA256, implicit(1, encodeSignatureAlgorithm(signing.algorithm)))),
  ]);
}

/**
 * The DER ContentInfo of a signature, its certificate included: detached, unless the content is to come along.
 *
 * @param signed.certificate DER, the signer's
 * @param signed.signedAttributes what `buildSignedAttributes` gave and the key signed
 * @throws {PkiError} CERTIFICATE_MALFORMED or ALGORITHM_REFUSED for a certificate that `parseCertificate` refuses
 */
export function assembleCms(signed: {
  readonly certificate: Uint8Array;
  readonly signedAttributes: Uint8Array;
  readonly algorithm: CmsAlgorithm;
  readonly signature: Uint8Array;
  readonly content?: Uint8Array;
}): Uint8Array<ArrayBuffer> {
  const { issuer, serial } = issuerAndSerial(parseCertificate(signed.certificate));
  const signerInfo = sequence(
    integer(1),
    sequence(issuer, serial),
    SHA256,
    implicit(0, signed.signedAttributes),
    encodeSignatureAlgorithm(signed.algorithm),
    octetString(signed.signature),
  );
  const certificates = encode(0xa0, signed.certificate);
  const inside = signed.content ? [explicit(0, octetString(signed.content))] : [];
  const content = sequence(oid(OID.data), ...inside);
  const signedData = sequence(integer(1), set(SHA256), content, certificates, set(signerInfo));
  return sequence(oid(OID.signedData), explicit(0, signedData));
}

/**
 * Whom a signature names as its signer, to look the certificate up in our own table. Proves nothing.
 *
 * @param cms one DER ContentInfo of at most 16 KiB
 * @returns `issuer`, the DER Name, `serial`, lower-case hexadecimal as `Certificate.serial` has it, and `brought`, the DER
 *   certificate that came with it and may be anybody's
 * @throws {PkiError} CMS_MALFORMED
 */
export function signerOf(cms: Uint8Array): CertificateName & { readonly brought: Uint8Array } {
  const { issuer, serial, certificate } = parseCms(cms);
  return { issuer, serial: toHex(serial.content), brought: certificate };
}

/**
 * Proves that `content` was signed with the key of `certificate`, and that the signature is of the one form we accept.
 *
 * Believes nothing that the message says about itself: the certificate in it must be the given one byte for byte, the
 * content is the caller's, and the time of signing is not looked at. Whether the certificate is trusted, in force and fit
 * for the purpose is `verifyPath`'s to say, and the caller's.
 *
 * @param cms one DER ContentInfo of at most 16 KiB: see `readSignedData` for the form
 * @param content the bytes as the caller built them
 * @param certificate the signer's, from our own table
 * @throws {PkiError} CMS_MALFORMED, ALGORITHM_REFUSED, SIGNER_UNKNOWN (another certificate), CONTENT_DIFFERS or
 *   SIGNATURE_INVALID, checked in this order
 * @see RFC 5652 section 5.6, RFC 5035 section 3, RFC 6211 section 3, EN 319 122-1 (CAdES-B)
 */
export async function verifyDetached(
  cms: Uint8Array,
  given: { readonly content: Uint8Array; readonly certificate: Certificate; readonly primitives: Primitives },
): Promise<void> {
  const signed = parseCms(cms);
  const algorithm = requireAllowedAlgorithms(signed, given.certificate);
  await requireSigner(signed, given.certificate, given.primitives);

  const contentSha256 = await given.primitives.digest("SHA-256", given.content);
  if (!equalBytes(contentSha256, signed.attributes.messageDigest)) {
    throw new PkiError("CONTENT_DIFFERS", "the digest is of other content");
  }
  const { der } = signed.attributes;
  if (!(await given.primitives.verify(algorithm, given.certificate.spki, der, signed.signature))) {
    throw new PkiError("SIGNATURE_INVALID", "not signed with the key of this certificate");
  }
}

function parseCms(cms: Uint8Array): SignedData {
  return decodeAs("CMS_MALFORMED", () => readSignedData(readDer(cms, CMS_LIMITS)));
}

async function requireSigner(signed: SignedData, certificate: Certificate, primitives: Primitives): Promise<void> {
  const named = issuerAndSerial(certificate);
  const isNamed = (name: { issuer: Uint8Array; serial: Uint8Array }) =>
    equalBytes(name.issuer, named.issuer) && equalBytes(name.serial, named.serial);
  const { attributes } = signed;

  const certificateSha256 = await primitives.digest("SHA-256", certificate.der);
  const fits =
    isNamed({ issuer: signed.issuer, serial: signed.serial.der }) &&
    equalBytes(signed.certificate, certificate.der) &&
    equalBytes(attributes.certificateSha256, certificateSha256) &&
    (!attributes.issuerAndSerial || isNamed(attributes.issuerAndSerial));
  if (!fits) throw new PkiError("SIGNER_UNKNOWN", "signed with another certificate");
}
