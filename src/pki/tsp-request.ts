import { type DerLimits, type DerNode, type DerParts, partsOf, readDer, TAG } from "./der.ts";
import { readBoolean, readInteger, readOid, readSmallInteger } from "./der-values.ts";
import { integer, namedBits, sequence, utf8String } from "./der-write.ts";
import { PkiError } from "./error.ts";
import { OID } from "./oid.ts";

/** Why no time-stamp is given, by the number of its bit. @see RFC 3161 section 2.4.2 (PKIFailureInfo) */
const FAILURES = {
  badAlg: 0,
  badRequest: 2,
  badDataFormat: 5,
  timeNotAvailable: 14,
  unacceptedPolicy: 15,
  unacceptedExtension: 16,
  systemFailure: 25,
} as const;
export type TspFailure = keyof typeof FAILURES;

/** What a relying party wants to have a time for. All are parts of the request, byte for byte. */
export interface TimeStampRequest {
  /** DER MessageImprint, of SHA-256, SHA-384 or SHA-512 with a digest of its length. */
  readonly messageImprint: Uint8Array;
  /** DER INTEGER, to be echoed. */
  readonly nonce: Uint8Array | undefined;
  /** Whether the certificate is to come with the token. */
  readonly certReq: boolean;
}

const DIGEST_BYTES: ReadonlyMap<string, number> = new Map([
  [OID.sha256, 32],
  [OID.sha384, 48],
  [OID.sha512, 64],
]);

/** More than any honest request takes. */
const LIMITS: DerLimits = { maxBytes: 4096, maxDepth: 8, maxNodes: 64 };
/** Nonces in use have 8 to 20 bytes. */
const MAX_NONCE_BYTES = 64;

/**
 * Reads a request for a time-stamp, and says by the protocol's own word why it gets none.
 *
 * @param der one DER TimeStampReq of at most 4 KiB
 * @param policy the dotted identifier of the one policy that there is; a request may name it or none
 * @see RFC 3161 section 2.4.1
 */
export function readTimeStampRequest(
  der: Uint8Array,
  policy: Uint8Array,
): { readonly request: TimeStampRequest } | { readonly failure: TspFailure } {
  try {
    return readRequest(partsOf(readDer(der, LIMITS)), policy);
  } catch (error) {
    if (error instanceof PkiError) return { failure: "badDataFormat" };
    throw error;
  }
}

function readRequest(fields: DerParts, policy: Uint8Array): ReturnType<typeof readTimeStampRequest> {
  const version = readSmallInteger(fields.next());
  const imprint = fields.next();
  const wanted = fields.optional(TAG.OID);
  const nonce = fields.optional(TAG.INTEGER);
  const certReq = fields.optional(TAG.BOOLEAN);
  const extensions = fields.optional(0xa0);
  fields.end();
  if (nonce && readInteger(nonce).length > MAX_NONCE_BYTES) return { failure: "badRequest" };
  // X.690 section 11.5: a default value is not encoded
  if (certReq && !readBoolean(certReq)) return { failure: "badDataFormat" };

  if (version !== 1) return { failure: "badRequest" };
  const failure = imprintFailure(imprint);
  if (failure) return { failure };
  if (wanted && !isEqual(wanted.der, policy)) return { failure: "unacceptedPolicy" };
  // critical or not, what is not known must not be passed over: section 2.4.1
  if (extensions) return { failure: "unacceptedExtension" };
  return { request: { messageImprint: imprint.der, nonce: nonce?.der, certReq: certReq !== undefined } };
}

/** SHA-2 without parameters or with NULL, and a digest of its length. @see RFC 5754 section 2 */
function imprintFailure(node: DerNode): TspFailure | undefined {
  const imprint = partsOf(node);
  const algorithm = partsOf(imprint.next());
  const digest = imprint.next(TAG.OCTET_STRING);
  imprint.end();
  const bytes = DIGEST_BYTES.get(readOid(algorithm.next()));
  const parameters = algorithm.rest();
  const plain = parameters.length === 0 || (parameters.length === 1 && isNull(parameters[0]));
  if (bytes === undefined || !plain) return "badAlg";
  return digest.content.length === bytes ? undefined : "badDataFormat";
}

const isNull = (node: DerNode | undefined) => node?.tag === TAG.NULL && node.content.length === 0;
const isEqual = (a: Uint8Array, b: Uint8Array) => a.length === b.length && a.every((byte, at) => byte === b[at]);

/** PKIStatus rejection. @see RFC 3161 section 2.4.2 */
const REJECTION = 2;

/**
 * The DER TimeStampResp of a refusal, which nobody signs.
 *
 * @param text for people who look at it
 */
export function encodeTspRefusal(failure: TspFailure, text: string): Uint8Array<ArrayBuffer> {
  return sequence(sequence(integer(REJECTION), sequence(utf8String(text)), namedBits([FAILURES[failure]])));
}
