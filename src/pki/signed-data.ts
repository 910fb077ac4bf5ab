import { type DerNode, onlyPartOf, partsOf, TAG } from "./der.ts";
import { readInteger, readOid, readSmallInteger } from "./der-values.ts";
import { PkiError } from "./error.ts";
import { readName } from "./name.ts";
import { OID } from "./oid.ts";
import { readSignedAttributes, type SignedAttributes } from "./signed-attributes.ts";

/** A detached SignedData of exactly one signer, as far as its form goes. */
export interface SignedData {
  /** The one certificate that came with it, DER. */
  readonly certificate: Uint8Array;
  /** The signer by the issuer (DER Name) and the serial number (DER INTEGER) of the certificate. */
  readonly issuer: Uint8Array;
  readonly serial: DerNode;
  /** The AlgorithmIdentifiers of the digest, of which the message has two, and of the signature. */
  readonly digestAlgorithms: readonly DerNode[];
  readonly signatureAlgorithm: DerNode;
  readonly attributes: SignedAttributes;
  readonly signature: Uint8Array;
}

const malformed = (detail: string) => new PkiError("CMS_MALFORMED", detail);

/**
 * Reads a ContentInfo that holds SignedData in the only form that we accept: version 1, content of type data and not
 * inside, one certificate, no CRLs, one signer named by issuer and serial number, signed attributes, no others.
 *
 * @throws {PkiError} DER_MALFORMED, NAME_MALFORMED or CMS_MALFORMED
 * @see RFC 5652 sections 3 and 5.1 to 5.3
 */
export function readSignedData(contentInfo: DerNode): SignedData {
  const outer = partsOf(contentInfo);
  if (readOid(outer.next()) !== OID.signedData) throw malformed("no signed data");
  const content = partsOf(outer.next(0xa0), 0xa0);
  outer.end();
  const signedData = partsOf(content.next());
  content.end();

  requireVersion1(signedData.next());
  const digestAlgorithm = onlyPartOf(signedData.next(TAG.SET));
  requireDetachedData(signedData.next());
  const certificate = onlyPartOf(signedData.next(0xa0));
  const signerInfo = onlyPartOf(signedData.next(TAG.SET));
  signedData.end();
  return readSignerInfo(signerInfo, { digestAlgorithm, certificate: certificate.der });
}

function readSignerInfo(
  node: DerNode,
  { digestAlgorithm, certificate }: { digestAlgorithm: DerNode; certificate: Uint8Array },
): SignedData {
  const parts = partsOf(node);
  requireVersion1(parts.next());
  const signer = partsOf(parts.next(TAG.SEQUENCE));
  const issuer = signer.next();
  const serial = signer.next();
  signer.end();
  readName(issuer);
  readInteger(serial);

  const ownDigestAlgorithm = parts.next(TAG.SEQUENCE);
  const attributes = readSignedAttributes(parts.next(0xa0));
  const signatureAlgorithm = parts.next(TAG.SEQUENCE);
  const signature = parts.next(TAG.OCTET_STRING).content;
  parts.end();
  return {
    certificate,
    issuer: issuer.der,
    serial,
    digestAlgorithms: [digestAlgorithm, ownDigestAlgorithm],
    signatureAlgorithm,
    attributes,
    signature,
  };
}

function requireVersion1(node: DerNode): void {
  if (readSmallInteger(node) !== 1) throw malformed("not of version 1");
}

/** The content travels beside the signature: content inside would be a second one, and somebody would read the wrong one. */
function requireDetachedData(node: DerNode): void {
  const parts = partsOf(node);
  if (readOid(parts.next()) !== OID.data) throw malformed("a content type that is not data");
  parts.end();
}
