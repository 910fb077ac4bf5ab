import { type Certificate, parseCertificate } from "#pki/certificate.ts";

/** More than a batch has signers; each is a few kilobytes. */
const MAX_KNOWN = 256;

const known = new Map<string, Certificate>();

/**
 * `parseCertificate` for certificates that come again and again, as a senior manager's does: the same bytes give the same
 * object, of which `verifyPath` knows whether its issuer signed it.
 *
 * @throws {PkiError} CERTIFICATE_MALFORMED or ALGORITHM_REFUSED
 */
export function parseKnown(der: Uint8Array): Certificate {
  const name = Buffer.from(der.buffer, der.byteOffset, der.byteLength).toString("latin1");
  const certificate = known.get(name) ?? parseCertificate(Uint8Array.from(der));
  known.delete(name);
  known.set(name, certificate);
  if (known.size > MAX_KNOWN) for (const oldest of known.keys()) return forget(oldest, certificate);
  return certificate;
}

function forget(oldest: string, certificate: Certificate): Certificate {
  known.delete(oldest);
  return certificate;
}
