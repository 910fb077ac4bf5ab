import { PkiError, type PkiErrorCode } from "./error.ts";

/** Runs a decoder of one kind of artefact, so that a fault in its DER or in a name inside it is told as a fault of that kind. */
export function decodeAs<Decoded>(code: PkiErrorCode, decode: () => Decoded): Decoded {
  try {
    return decode();
  } catch (cause) {
    if (!(cause instanceof PkiError) || (cause.code !== "DER_MALFORMED" && cause.code !== "NAME_MALFORMED"))
      throw cause;
    throw new PkiError(code, cause.message, { cause });
  }
}
