import { equalBytes, fromHex } from "#pki/bytes.ts";
import { keyIdentifierOf } from "#pki/certificate.ts";
import { verifyCsr } from "#pki/csr.ts";
import { PkiError } from "#pki/error.ts";
import { subjectKeyIdentifier } from "#pki/extensions.ts";
import type { Primitives } from "#pki/primitives.ts";
import { assembleCertificate, encodeTbs } from "#pki/tbs-certificate.ts";
import { type Authority, NO_SIGNATURE } from "../issue.ts";
import { algorithmOf, keyIdentifierOfIssuer } from "../issuing-key.ts";
import { findingsBy, requireNoFinding } from "../lint/findings-by.ts";
import { newSerial } from "../serial.ts";
import type { SigningOrder } from "../signer.ts";
import { validityFrom } from "../validity.ts";
import { serviceExtensions } from "./extensions.ts";
import { SERVICE_LINTS } from "./lints.ts";
import { requestNonce, SERVICE_DAYS, SERVICE_PROFILES, type ServiceKind, serviceName } from "./profiles.ts";

/** What will be signed for a service, once it is on record. */
export interface PreparedService extends SigningOrder {
  readonly profileVersion: number;
  /** DER SubjectPublicKeyInfo. */
  readonly spki: Uint8Array;
}

/**
 * Decides what a service's certificate will say, to the byte. Nothing is signed and nothing recorded here.
 *
 * Of the request only the key goes in, after it has signed the service's name and kind.
 *
 * @param csr DER CertificationRequest
 * @throws {PkiError} CSR_MALFORMED, KEY_REFUSED, ALGORITHM_REFUSED, SIGNATURE_INVALID, CONTENT_DIFFERS (another service's)
 * @throws {CaError} LINT_FAILED
 */
export async function prepareService(
  authority: Authority,
  kind: ServiceKind,
  csr: Uint8Array,
): Promise<PreparedService> {
  const profile = SERVICE_PROFILES[kind];
  const spki = await provedKey(kind, csr, authority.primitives);
  const issuer = authority.issuer.certificate;
  const now = authority.clock.now();
  const serial = newSerial();
  const algorithm = algorithmOf(issuer);
  const { statusUrl } = authority;
  const tbs = encodeTbs({
    ...{ serial: fromHex(serial), algorithm, issuer: issuer.subject, subject: serviceName(profile), spki },
    ...validityFrom(now, SERVICE_DAYS, issuer.notAfter),
    extensions: [
      subjectKeyIdentifier(await keyIdentifierOf(spki, authority.primitives)),
      ...serviceExtensions(profile, { issuerKeyIdentifier: keyIdentifierOfIssuer(issuer), statusUrl }),
    ],
  });
  const unsigned = assembleCertificate(tbs, algorithm, NO_SIGNATURE);
  requireNoFinding(findingsBy(SERVICE_LINTS, unsigned, { profile, issuer, statusUrl, now }));
  return { serial, tbs, profileVersion: profile.version, spki };
}

async function provedKey(kind: ServiceKind, der: Uint8Array, primitives: Primitives): Promise<Uint8Array> {
  const csr = await verifyCsr(der, { primitives, allowedKeys: ["EC-P256"] });
  if (csr.nonce !== requestNonce(kind) || !equalBytes(csr.subject, serviceName(SERVICE_PROFILES[kind]))) {
    throw new PkiError("CONTENT_DIFFERS", `a request that is not for ${kind}`);
  }
  return csr.spki;
}
