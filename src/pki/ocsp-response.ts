import { TAG } from "./der.ts";
import { type DerTree, tree, writeTree } from "./der-tree.ts";
import { encode, generalizedTime, integer, nullValue, octetString, oid, sequence } from "./der-write.ts";
import { type Extension, encodeExtension } from "./extensions.ts";
import { OID } from "./oid.ts";
import type { SignatureAlgorithm } from "./primitives.ts";
import { encodeSignatureAlgorithm } from "./signature-algorithm.ts";

/** What is said of one certificate. `reason` is a CRLReason. */
export type CertStatus =
  | { readonly type: "good" }
  | { readonly type: "revoked"; readonly revokedAt: Date; readonly reason?: number }
  | { readonly type: "unknown" };

/** One certificate's part of an answer. */
export interface SingleResponse {
  /** The DER CertID, as it was asked. */
  readonly certId: Uint8Array;
  readonly status: CertStatus;
  /** When the status was known to be so, and until when the answer may be relied on. */
  readonly thisUpdate: Date;
  readonly nextUpdate: Date;
  readonly extensions?: readonly Extension[];
}

/** What an answer will say. */
export interface ResponseData {
  /** SHA-1 of the bytes of the responder's public key. */
  readonly keyHash: Uint8Array;
  readonly producedAt: Date;
  readonly responses: readonly SingleResponse[];
  readonly extensions?: readonly Extension[];
}

/** What is said without a signature, because nothing is said about a certificate. @see RFC 6960 section 4.2.1 */
const ERRORS = { malformedRequest: 1, internalError: 2, tryLater: 3, unauthorized: 6 } as const;

/** The DER OCSPResponse that says why there is no answer. @see RFC 6960 section 2.3 */
export function ocspError(error: keyof typeof ERRORS): Uint8Array<ArrayBuffer> {
  return sequence(encode(TAG.ENUMERATED, Uint8Array.of(ERRORS[error])));
}

/** Repeats the nonce of a question. @see RFC 9654 section 2.1 */
export function ocspNonce(nonce: Uint8Array): Extension {
  return { oid: OID.ocspNonce, critical: false, value: octetString(nonce) };
}

/** How far back the responder remembers certificates that have ended. @see RFC 6960 section 4.4.4 */
export function archiveCutoff(since: Date): Extension {
  return { oid: OID.ocspArchiveCutoff, critical: false, value: generalizedTime(since) };
}

/** Says that *revoked* also stands for certificates that were never issued. @see RFC 6960 section 4.4.8 */
export const extendedRevoke: Extension = { oid: OID.ocspExtendedRevoke, critical: false, value: nullValue() };

/**
 * The DER ResponseData of version 1, the bytes that the responder signs. Decides nothing about what it is given.
 *
 * @see RFC 6960 section 4.2.1
 */
export function encodeResponseData({ keyHash, producedAt, responses, extensions = [] }: ResponseData): Uint8Array {
  return writeTree(
    tree(
      TAG.SEQUENCE,
      tree(0xa2, tree(TAG.OCTET_STRING, keyHash)),
      generalizedTime(producedAt),
      tree(TAG.SEQUENCE, ...responses.map(singleOf)),
      ...extensionsOf(extensions),
    ),
  );
}

function singleOf({ certId, status, thisUpdate, nextUpdate, extensions = [] }: SingleResponse): DerTree {
  return tree(
    TAG.SEQUENCE,
    certId,
    statusOf(status),
    generalizedTime(thisUpdate),
    tree(0xa0, generalizedTime(nextUpdate)),
    ...extensionsOf(extensions),
  );
}

function extensionsOf(extensions: readonly Extension[]): readonly DerTree[] {
  return extensions.length === 0 ? [] : [tree(0xa1, tree(TAG.SEQUENCE, ...extensions.map(encodeExtension)))];
}

/** NULL, RevokedInfo or NULL under the tags of a CHOICE. */
function statusOf(status: CertStatus): DerTree {
  if (status.type !== "revoked") return tree(status.type === "good" ? 0x80 : 0x82);
  const { revokedAt, reason } = status;
  const told = reason === undefined ? [] : [tree(0xa0, integer(reason, TAG.ENUMERATED))];
  return tree(0xa1, generalizedTime(revokedAt), ...told);
}

/** The DER OCSPResponse of what was signed, with the signature over it and the responder's own certificate. */
export function assembleOcspResponse(
  data: Uint8Array,
  { algorithm, signature }: { readonly algorithm: SignatureAlgorithm; readonly signature: Uint8Array },
  certificate: Uint8Array,
): Uint8Array<ArrayBuffer> {
  const basic = tree(
    TAG.SEQUENCE,
    data,
    encodeSignatureAlgorithm(algorithm),
    tree(TAG.BIT_STRING, NO_UNUSED_BITS, signature),
    tree(0xa0, tree(TAG.SEQUENCE, certificate)),
  );
  const bytes = tree(TAG.SEQUENCE, oid(OID.ocspBasic), tree(TAG.OCTET_STRING, basic));
  return writeTree(tree(TAG.SEQUENCE, SUCCESSFUL, tree(0xa0, bytes)));
}

const SUCCESSFUL = encode(TAG.ENUMERATED, Uint8Array.of(0));
const NO_UNUSED_BITS = Uint8Array.of(0);
