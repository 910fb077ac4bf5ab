import { toHex } from "./bytes.ts";
import { decodeAs } from "./decode-as.ts";
import { DEFAULT_LIMITS, type DerNode, onlyPartOf, partsOf, readDer, requireTag, TAG } from "./der.ts";
import { readInteger, readOid } from "./der-values.ts";
import { PkiError } from "./error.ts";
import { OID } from "./oid.ts";
import type { DigestAlgorithm } from "./primitives.ts";
import { type Extensions, readExtensions } from "./read-extensions.ts";

/** Which certificate is asked about. */
export interface CertId {
  /** The whole CertID as it was asked: an answer repeats it byte for byte. */
  readonly der: Uint8Array;
  /** How the issuer is named; undefined for a digest that we do not know. */
  readonly digest: Extract<DigestAlgorithm, "SHA-1" | "SHA-256"> | undefined;
  /** Digests of the issuer's DER Name, and of the bytes of its public key's BIT STRING. */
  readonly issuerNameHash: Uint8Array;
  readonly issuerKeyHash: Uint8Array;
  /** The content octets of the INTEGER. */
  readonly serial: Uint8Array;
}

/** A question as it was received. */
export interface OcspRequest {
  readonly certIds: readonly CertId[];
  /** 1 to 128 octets, to be repeated in the answer. */
  readonly nonce?: Uint8Array;
}

const malformed = (detail: string) => new PkiError("OCSP_MALFORMED", detail);

/** A relying party asks about a chain at most; each costs room in what has to be signed. */
const MAX_CERT_IDS = 10;
const MAX_NONCE_OCTETS = 128;
const MAX_SERIAL_OCTETS = 20;

const DIGESTS = new Map<string, { readonly digest: CertId["digest"]; readonly octets: number }>([
  [OID.sha1, { digest: "SHA-1", octets: 20 }],
  [OID.sha256, { digest: "SHA-256", octets: 32 }],
]);

/**
 * Reads a question about the status of certificates; whoever asks, and whether they signed it, is not looked at.
 *
 * An extension that is critical and not the nonce is refused, others are ignored.
 *
 * @param der one DER OCSPRequest of at most 16 KiB about at most ten certificates; BER, trailing bytes, a nonce of no or
 *   over 128 octets, and serial numbers that no certificate may have are refused
 * @throws {PkiError} OCSP_MALFORMED
 * @see RFC 6960 section 4.1.1, RFC 9654 section 2.1 (nonce)
 */
export function parseOcspRequest(der: Uint8Array): OcspRequest {
  return decodeAs("OCSP_MALFORMED", () => {
    const request = partsOf(readDer(der, DEFAULT_LIMITS));
    const tbs = partsOf(request.next());
    const signature = request.optional(0xa0);
    if (signature) requireTag(onlyPartOf(signature), TAG.SEQUENCE);
    request.end();

    // the version is 1, and DER leaves out what is the default
    const requestor = tbs.optional(0xa1);
    if (requestor) onlyPartOf(requestor);
    const list = partsOf(tbs.next()).rest();
    const extensions = tbs.optional(0xa2);
    tbs.end();
    if (list.length === 0 || list.length > MAX_CERT_IDS) throw malformed(`${list.length} certificates at once`);
    return { certIds: list.map(readRequest), nonce: extensions && readNonce(knownOf(extensions)) };
  });
}

function readRequest(node: DerNode): CertId {
  const parts = partsOf(node);
  const certId = parts.next();
  const extensions = parts.optional(0xa0);
  parts.end();
  if (extensions) knownOf(extensions);
  return readCertId(certId);
}

function readCertId(node: DerNode): CertId {
  const parts = partsOf(node);
  const algorithm = partsOf(parts.next());
  const known = DIGESTS.get(readOid(algorithm.next()));
  // RFC 5754 section 2: NULL is as good as nothing
  const parameters = algorithm.optional(TAG.NULL);
  algorithm.end();
  if (parameters && parameters.content.length > 0) throw malformed("a NULL with contents");
  const issuerNameHash = parts.next(TAG.OCTET_STRING).content;
  const issuerKeyHash = parts.next(TAG.OCTET_STRING).content;
  const serial = readInteger(parts.next());
  parts.end();
  for (const hash of [issuerNameHash, issuerKeyHash]) {
    if (known && hash.length !== known.octets) throw malformed(`a digest of ${hash.length} octets`);
  }
  if ((serial[0] ?? 0x80) >= 0x80 || serial.length > MAX_SERIAL_OCTETS) throw malformed(`the serial ${toHex(serial)}`);
  return { der: node.der, digest: known?.digest, issuerNameHash, issuerKeyHash, serial };
}

/** @throws {PkiError} OCSP_MALFORMED for a critical extension that we would have to understand */
function knownOf(tagged: DerNode): Extensions {
  const extensions = readExtensions(onlyPartOf(tagged));
  for (const [type, { critical }] of extensions) {
    if (critical && type !== OID.ocspNonce) throw malformed(`the critical extension ${type}`);
  }
  return extensions;
}

/** @see RFC 9654 section 2.1: Nonce is an OCTET STRING of 1 to 128 octets, inside the extension's own */
function readNonce(extensions: Extensions): Uint8Array | undefined {
  const extension = extensions.get(OID.ocspNonce);
  if (!extension) return undefined;
  const node = readDer(extension.value);
  requireTag(node, TAG.OCTET_STRING);
  const { length } = node.content;
  if (length === 0 || length > MAX_NONCE_OCTETS) throw malformed(`a nonce of ${length} octets`);
  return node.content;
}
