import { equalBytes, fromHex } from "./bytes.ts";
import type { Certificate } from "./certificate.ts";
import { parseCertificate } from "./certificate.ts";
import { decodeAs } from "./decode-as.ts";
import { DEFAULT_LIMITS, type DerNode, onlyPartOf, partsOf, readDer, TAG } from "./der.ts";
import { readBitStringBytes, readGeneralizedTime, readOid } from "./der-values.ts";
import { explicit, integer, nullValue, octetString, oid, sequence } from "./der-write.ts";
import { PkiError } from "./error.ts";
import { encodeExtension } from "./extensions.ts";
import { type CertStatus, ocspNonce } from "./ocsp-response.ts";
import { OID } from "./oid.ts";
import type { Primitives } from "./primitives.ts";
import { readExtensions } from "./read-extensions.ts";
import { readSignatureAlgorithm } from "./signature-algorithm.ts";

/** What is asked, and what an answer has to repeat. */
export interface OcspQuestion {
  /** The DER OCSPRequest to be sent. */
  readonly der: Uint8Array<ArrayBuffer>;
  readonly certId: Uint8Array;
  readonly nonce: Uint8Array;
}

/** What a responder that its authority has charged said, proved by its signature. */
export interface OcspAnswer {
  readonly status: CertStatus;
  readonly thisUpdate: Date;
  readonly nextUpdate: Date;
  /** The responder's own certificate. */
  readonly responder: Certificate;
}

const malformed = (detail: string) => new PkiError("OCSP_MALFORMED", detail);

/**
 * The question about one certificate, its issuer named by SHA-256.
 *
 * @param nonce 1 to 128 unpredictable octets, so that no answer but a new one fits
 * @see RFC 6960 section 4.1.1, RFC 9654 section 2.1
 */
export async function askAbout(
  certificate: Certificate,
  issuer: Certificate,
  { primitives, nonce }: { readonly primitives: Primitives; readonly nonce: Uint8Array },
): Promise<OcspQuestion> {
  const [, key] = readDer(issuer.spki).children;
  const certId = sequence(
    sequence(oid(OID.sha256), nullValue()),
    octetString(await primitives.digest("SHA-256", issuer.subject)),
    octetString(await primitives.digest("SHA-256", key ? readBitStringBytes(key) : new Uint8Array())),
    integer(fromHex(certificate.serial)),
  );
  const extensions = explicit(2, sequence(encodeExtension(ocspNonce(nonce))));
  return { der: sequence(sequence(sequence(sequence(certId)), extensions)), certId, nonce };
}

/**
 * Proves that an answer is to this question, that it is in force, and that a responder signed it whom the issuer of the
 * certificate has charged with that.
 *
 * @param der one DER OCSPResponse of at most 16 KiB with one answer in it
 * @throws {PkiError} OCSP_MALFORMED (one that says why there is no answer, too), SIGNER_UNKNOWN, CERTIFICATE_PURPOSE,
 *   CERTIFICATE_EXPIRED, SIGNATURE_INVALID, CONTENT_DIFFERS
 * @see RFC 6960 section 3.2 (what has to be checked), section 4.2.2.2 (who may sign)
 */
export async function verifyAnswer(
  der: Uint8Array,
  { certId, nonce }: OcspQuestion,
  { issuer, primitives, now }: { readonly issuer: Certificate; readonly primitives: Primitives; readonly now: Date },
): Promise<OcspAnswer> {
  const { data, algorithm, signature, responder } = decodeAs("OCSP_MALFORMED", () => readResponse(der));
  if (!equalBytes(responder.issuer, issuer.subject)) throw new PkiError("SIGNER_UNKNOWN", "another's responder");
  if (!responder.extendedKeyUsage?.includes(OID.ocspSigning)) throw new PkiError("CERTIFICATE_PURPOSE", "no responder");
  if (now < responder.notBefore || now > responder.notAfter) throw new PkiError("CERTIFICATE_EXPIRED", "the responder");
  const isCharged = await primitives.verify(
    ...([responder.signatureAlgorithm, issuer.spki, responder.tbs, responder.signature] as const),
  );
  if (!isCharged) throw new PkiError("SIGNER_UNKNOWN", "a responder whom the issuer does not know");
  if (!(await primitives.verify(algorithm, responder.spki, data.der, signature))) {
    throw new PkiError("SIGNATURE_INVALID", "the answer of a responder");
  }
  const said = decodeAs("OCSP_MALFORMED", () => readData(data));
  if (!equalBytes(said.certId, certId)) throw new PkiError("CONTENT_DIFFERS", "about another certificate");
  if (!said.nonce || !equalBytes(said.nonce, octetString(nonce)))
    throw new PkiError("CONTENT_DIFFERS", "another nonce");
  if (now > said.nextUpdate) throw new PkiError("CONTENT_DIFFERS", "an answer that has ended");
  const { status, thisUpdate, nextUpdate } = said;
  return { status, thisUpdate, nextUpdate, responder };
}

function readResponse(der: Uint8Array) {
  const response = partsOf(readDer(der, DEFAULT_LIMITS));
  const [code] = response.next(TAG.ENUMERATED).content;
  if (code !== 0) throw malformed(`no answer, but the status ${code}`);
  const bytes = partsOf(onlyPartOf(response.next(0xa0)));
  response.end();
  if (readOid(bytes.next()) !== OID.ocspBasic) throw malformed("an answer of another kind");
  const basic = partsOf(readDer(bytes.next(TAG.OCTET_STRING).content, DEFAULT_LIMITS));
  bytes.end();
  const data = basic.next();
  const algorithm = readSignatureAlgorithm(basic.next());
  const signature = readBitStringBytes(basic.next());
  const [certificate] = partsOf(onlyPartOf(basic.next(0xa0))).rest();
  basic.end();
  if (!certificate) throw malformed("no certificate of the responder");
  return { data, algorithm, signature, responder: parseCertificate(certificate.der) };
}

function readData(data: DerNode) {
  const parts = partsOf(data);
  parts.next(); // the responder's name or key: its certificate is there
  parts.next(); // producedAt
  const single = partsOf(onlyPartOf(parts.next()));
  const extensions = parts.optional(0xa1);
  parts.end();
  const certId = single.next().der;
  const status = readStatus(single.next());
  const thisUpdate = readGeneralizedTime(single.next());
  const nextUpdate = readGeneralizedTime(onlyPartOf(single.next(0xa0)));
  const nonce = extensions && readExtensions(onlyPartOf(extensions)).get(OID.ocspNonce)?.value;
  return { certId, status, thisUpdate, nextUpdate, nonce };
}

function readStatus(node: DerNode): CertStatus {
  if (node.tag === 0x80) return { type: "good" };
  if (node.tag === 0x82) return { type: "unknown" };
  if (node.tag !== 0xa1) throw malformed(`the status ${node.tag}`);
  const [revokedAt, reason] = node.children;
  if (!revokedAt) throw malformed("revoked at no time");
  const [code] = reason ? onlyPartOf(reason).content : [];
  return { type: "revoked", revokedAt: readGeneralizedTime(revokedAt), ...(code !== undefined && { reason: code }) };
}
