import { concatBytes, fromHex } from "./bytes.ts";
import type { Certificate } from "./certificate.ts";
import { SHA256 } from "./cms-algorithm.ts";
import { TAG } from "./der.ts";
import { tree, writeTree } from "./der-tree.ts";
import { encode, explicit, integer, octetString, oid, sequence, set, setOf } from "./der-write.ts";
import { OID } from "./oid.ts";
import { encodeSignatureAlgorithm } from "./signature-algorithm.ts";
import type { TimeStampRequest } from "./tsp-request.ts";

const VERSION_1 = integer(1);
/** Of SignedData whose content is not of type data. @see RFC 5652 section 5.1 */
const VERSION_3 = integer(3);

/**
 * The DER TSTInfo, what a time-stamp says. It says nothing about an order between time-stamps.
 *
 * @param stamp.policy DER OBJECT IDENTIFIER
 * @param stamp.serial big-endian magnitude of at most 20 octets
 * @param stamp.accuracy DER Accuracy: by how much `at` may be off
 * @see RFC 3161 section 2.4.2
 */
export function encodeTstInfo(
  { messageImprint, nonce }: TimeStampRequest,
  stamp: {
    readonly policy: Uint8Array;
    readonly serial: Uint8Array;
    readonly at: Date;
    readonly accuracy: Uint8Array;
  },
): Uint8Array<ArrayBuffer> {
  const { policy, serial, at, accuracy } = stamp;
  const fixed = [VERSION_1, policy, messageImprint, integer(serial), generalizedTime(at), accuracy];
  return writeTree(tree(TAG.SEQUENCE, ...fixed, ...(nonce ? [nonce] : [])));
}

/** DER Accuracy of whole seconds. @see RFC 3161 section 2.4.2 */
export const encodeAccuracy = (seconds: number): Uint8Array<ArrayBuffer> => sequence(integer(seconds));

const encoder = new TextEncoder();
/** A busy millisecond has a dozen time-stamps. */
let newest = { time: Number.NaN, der: new Uint8Array() };

function generalizedTime(at: Date): Uint8Array<ArrayBuffer> {
  const time = at.getTime();
  if (newest.time !== time) newest = { time, der: encodeGeneralizedTime(at) };
  return newest.der;
}

/** To the millisecond, without trailing zeros. @see RFC 3161 section 2.4.2 (genTime) */
function encodeGeneralizedTime(at: Date): Uint8Array<ArrayBuffer> {
  const text = at.toISOString();
  const stamp = text.slice(0, 19).replaceAll(/[-:T]/g, "");
  const fraction = text.slice(19, 23).replace(/\.?0+$/, "");
  return encode(TAG.GENERALIZED_TIME, encoder.encode(`${stamp}${fraction}Z`));
}

/** All of a time-stamp token that depends on its key alone, made once. */
export interface TokenTemplate {
  /**
   * The bytes that the key signs: a DER SET OF content type, digest and signing certificate.
   *
   * @param tstInfoSha256 32 bytes
   */
  signedAttributes(tstInfoSha256: Uint8Array): Uint8Array<ArrayBuffer>;
  /** The DER TimeStampResp that grants a time-stamp. @param withCertificate whether the key's certificate comes along */
  granted(token: {
    readonly tstInfo: Uint8Array;
    readonly signedAttributes: Uint8Array;
    readonly signature: Uint8Array;
    readonly withCertificate: boolean;
  }): Uint8Array<ArrayBuffer>;
}

/**
 * Prepares the tokens of one key on P-256.
 *
 * @param certificateSha256 SHA-256 of the DER certificate
 * @see RFC 5652 section 5, RFC 5816 section 2.2.1 (ESSCertIDv2 names the certificate by SHA-256)
 */
export function tokenTemplate(certificate: Certificate, certificateSha256: Uint8Array): TokenTemplate {
  const serial = encode(TAG.INTEGER, fromHex(certificate.serial));
  const names = sequence(sequence(explicit(4, certificate.issuer)), serial);
  const signedAttributes = attributesTemplate(sequence(sequence(sequence(octetString(certificateSha256), names))));

  const begin = concatBytes(VERSION_1, sequence(certificate.issuer, serial), SHA256);
  const algorithm = encodeSignatureAlgorithm("ECDSA-P256-SHA256");
  const signedDataBegin = concatBytes(VERSION_3, set(SHA256));
  const certificates = encode(0xa0, certificate.der);
  return {
    signedAttributes,
    granted({ tstInfo, signedAttributes: attributes, signature, withCertificate }) {
      const signed = [IMPLICIT_0, attributes.subarray(1), algorithm, tree(TAG.OCTET_STRING, signature)];
      const signedData = tree(
        TAG.SEQUENCE,
        signedDataBegin,
        tree(TAG.SEQUENCE, TST_INFO, tree(0xa0, tree(TAG.OCTET_STRING, tstInfo))),
        ...(withCertificate ? [certificates] : []),
        tree(TAG.SET, tree(TAG.SEQUENCE, begin, ...signed)),
      );
      return writeTree(tree(TAG.SEQUENCE, GRANTED, tree(TAG.SEQUENCE, SIGNED_DATA, tree(0xa0, signedData))));
    },
  };
}

const TST_INFO = oid(OID.tstInfo);
const SIGNED_DATA = oid(OID.signedData);
/** PKIStatus. @see RFC 3161 section 2.4.2 */
const GRANTED = sequence(integer(0));
/** In place of the SET's own tag in a SignerInfo; what is signed has that. @see RFC 5652 section 5.4 */
const IMPLICIT_0 = Uint8Array.of(0xa0);

/** A set of attributes differs from the next in the digest alone, and no digest changes their order: only that is written. */
function attributesTemplate(signingCertificate: Uint8Array): TokenTemplate["signedAttributes"] {
  const attribute = (type: string, value: Uint8Array) => sequence(oid(type), set(value));
  const withDigestOf = (byte: number) =>
    setOf([
      attribute(OID.contentType, oid(OID.tstInfo)),
      attribute(OID.messageDigest, octetString(new Uint8Array(32).fill(byte))),
      attribute(OID.signingCertificateV2, signingCertificate),
    ]);
  const [blank, other] = [withDigestOf(0), withDigestOf(0xff)];
  const place = blank.findIndex((byte, at) => byte !== other[at]);
  return (tstInfoSha256) => {
    const attributes = blank.slice();
    attributes.set(tstInfoSha256, place);
    return attributes;
  };
}
