import { equalBytes } from "./bytes.ts";
import type { Certificate } from "./certificate.ts";
import type { DerNode } from "./der.ts";
import { nullValue, oid, sequence } from "./der-write.ts";
import { PkiError } from "./error.ts";
import { OID } from "./oid.ts";
import type { SignatureAlgorithm } from "./primitives.ts";
import { canSign, readPublicKey } from "./public-key.ts";
import { readSignatureAlgorithm } from "./signature-algorithm.ts";
import type { SignedData } from "./signed-data.ts";

/** What people sign with; the digest of the content is SHA-256 always. */
export type CmsAlgorithm = Extract<SignatureAlgorithm, "RSA-SHA256" | "ECDSA-P256-SHA256">;

/** As we write it: without parameters. @see RFC 5754 section 2 */
export const SHA256 = sequence(oid(OID.sha256));
const SHA256_WITH_NULL = sequence(oid(OID.sha256), nullValue());
/** OpenSSL names the key's algorithm where RFC 5754 section 3.2 allows it beside the signature's. */
const RSA_BY_KEY = sequence(oid(OID.rsaEncryption), nullValue());

/**
 * The algorithm that the message is signed with, once all its digests are SHA-256 and the key can make such signatures.
 *
 * @throws {PkiError} ALGORITHM_REFUSED
 */
export function requireAllowedAlgorithms(signed: SignedData, certificate: Certificate): CmsAlgorithm {
  const isSha256 = ({ der }: DerNode) => equalBytes(der, SHA256) || equalBytes(der, SHA256_WITH_NULL);
  if (!signed.digestAlgorithms.every(isSha256)) throw new PkiError("ALGORITHM_REFUSED", "a digest other than SHA-256");
  requireProtected(signed);

  const algorithm = readCmsAlgorithm(signed.signatureAlgorithm);
  if (!canSign(readPublicKey(certificate.spki), algorithm)) {
    throw new PkiError("ALGORITHM_REFUSED", `${algorithm} is not for this key`);
  }
  return algorithm;
}

function readCmsAlgorithm(node: DerNode): CmsAlgorithm {
  if (equalBytes(node.der, RSA_BY_KEY)) return "RSA-SHA256";
  const algorithm = readSignatureAlgorithm(node);
  if (algorithm === "RSA-SHA256" || algorithm === "ECDSA-P256-SHA256") return algorithm;
  throw new PkiError("ALGORITHM_REFUSED", algorithm);
}

/** What the signer says of the algorithms must be what stands outside the signed part. @see RFC 6211 section 3 */
function requireProtected({ attributes, digestAlgorithms, signatureAlgorithm }: SignedData): void {
  const said = attributes.algorithmProtection;
  if (!said) return;
  const fits =
    digestAlgorithms.every(({ der }) => equalBytes(der, said.digest)) &&
    equalBytes(signatureAlgorithm.der, said.signature);
  if (!fits) throw new PkiError("ALGORITHM_REFUSED", "other algorithms than the signer named");
}
