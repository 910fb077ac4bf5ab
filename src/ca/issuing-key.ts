import type { Certificate } from "#pki/certificate.ts";
import type { SignatureAlgorithm } from "#pki/primitives.ts";
import { canSign, readPublicKey } from "#pki/public-key.ts";

const ALGORITHMS: readonly SignatureAlgorithm[] = ["ECDSA-P256-SHA256", "ECDSA-P384-SHA384", "RSA-SHA256"];

const known = new WeakMap<Certificate, SignatureAlgorithm>();

/** The algorithm that an issuer signs with: its key decides, and is read once. */
export function algorithmOf(issuer: Certificate): SignatureAlgorithm {
  const algorithm = known.get(issuer) ?? readAlgorithm(issuer);
  known.set(issuer, algorithm);
  return algorithm;
}

function readAlgorithm(issuer: Certificate): SignatureAlgorithm {
  const key = readPublicKey(issuer.spki);
  const algorithm = ALGORITHMS.find((candidate) => canSign(key, candidate));
  if (!algorithm) throw new Error("the issuing key is of a kind that this authority does not use");
  return algorithm;
}

/** What the issuer's certificates and CRLs name its key by, 20 bytes. */
export function keyIdentifierOfIssuer(issuer: Certificate): Uint8Array {
  if (!issuer.subjectKeyIdentifier) throw new Error("the issuing certificate has no key identifier");
  return issuer.subjectKeyIdentifier;
}
