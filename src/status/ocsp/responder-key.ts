import { hash } from "node:crypto";
import { namesIssuer } from "#pki/authority-profile.ts";
import { type Certificate, keyBytesOf } from "#pki/certificate.ts";
import { assembleOcspResponse, encodeResponseData, type ResponseData } from "#pki/ocsp-response.ts";
import { OID } from "#pki/oid.ts";
import { hasBegun, hasEnded } from "#pki/validity.ts";
import { nodePrimitives } from "#platform/node-primitives.ts";
import type { ServiceKey } from "../service-key.ts";

/** Signs answers under a certificate that says it may. */
export interface ResponderKey {
  readonly certificate: Certificate;
  /** The whole DER OCSPResponse. */
  answer(data: Omit<ResponseData, "keyHash">): Buffer;
}

const ALGORITHM = "ECDSA-P256-SHA256";

/**
 * Makes a responder of a delegated key, after it has made one answer and that answer's signature was verified.
 *
 * @returns undefined for a key that relying parties would not take for this issuer's responder at `now`
 * @see RFC 6960 section 4.2.2.2
 */
export function responderKey(key: ServiceKey, issuer: Certificate, now: Date): ResponderKey | undefined {
  const { certificate } = key;
  const keyHash = hash("sha1", keyBytesOf(certificate.spki), "buffer");
  const sign = (data: Omit<ResponseData, "keyHash">) => {
    const tbs = encodeResponseData({ keyHash, ...data });
    return { tbs, signature: key.sign(tbs) };
  };
  const probe = sign({ producedAt: now, responses: [] });
  const works =
    nodePrimitives.verify(ALGORITHM, certificate.spki, probe.tbs, probe.signature) && isResponder(certificate, issuer);
  if (!works || !hasBegun(certificate, now) || hasEnded(certificate, now)) return undefined;
  return {
    certificate,
    answer(data) {
      const { tbs, signature } = sign(data);
      const response = assembleOcspResponse(tbs, { algorithm: ALGORITHM, signature }, certificate.der);
      return Buffer.from(response.buffer, response.byteOffset, response.byteLength);
    },
  };
}

/** Made by the issuer itself for this purpose alone, and not to be asked about in its turn. */
function isResponder(certificate: Certificate, issuer: Certificate): boolean {
  const { extendedKeyUsage = [], extensions, signatureAlgorithm, tbs, signature } = certificate;
  return (
    extendedKeyUsage.length === 1 &&
    extendedKeyUsage[0] === OID.ocspSigning &&
    extensions.has(OID.ocspNoCheck) &&
    namesIssuer(certificate, issuer) &&
    nodePrimitives.verify(signatureAlgorithm, issuer.spki, tbs, signature)
  );
}
