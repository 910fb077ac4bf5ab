import type { Certificate } from "#pki/certificate.ts";
import { PkiError } from "#pki/error.ts";
import { type Anchors, purposeOf, verifyPath } from "#pki/path.ts";
import { webPrimitives } from "../web-primitives.ts";

/** Faults that a certificate of ours can have, too. */
const STILL_OURS = new Set(["CERTIFICATE_EXPIRED", "CERTIFICATE_NOT_YET_VALID", "CERTIFICATE_PURPOSE"]);

/** Whether the certificate is from our own authority, told apart from whether it is in force: the server decides anyway. */
export async function issuerOf(certificate: Certificate, anchors: Anchors): Promise<"OURS" | "UNKNOWN"> {
  const purpose = purposeOf(certificate) === "SIGN_IN" ? "SIGN_IN" : "SIGNING";
  try {
    await verifyPath(certificate, anchors, { at: certificate.notBefore, purpose, primitives: webPrimitives });
    return "OURS";
  } catch (cause) {
    if (!(cause instanceof PkiError)) throw cause;
    return STILL_OURS.has(cause.code) ? "OURS" : "UNKNOWN";
  }
}
