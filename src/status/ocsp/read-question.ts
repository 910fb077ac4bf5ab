import { PkiError } from "#pki/error.ts";
import { type OcspRequest, parseOcspRequest } from "#pki/ocsp-request.ts";

/** The question that somebody's bytes are; undefined when they are none. */
export function readQuestion(bytes: Buffer): OcspRequest | undefined {
  try {
    return parseOcspRequest(bytes);
  } catch (error) {
    if (error instanceof PkiError) return undefined;
    throw error;
  }
}
