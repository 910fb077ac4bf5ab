import { equalBytes } from "./bytes.ts";
import type { DerNode } from "./der.ts";
import { nullValue, oid, sequence } from "./der-write.ts";
import { PkiError } from "./error.ts";
import { OID } from "./oid.ts";
import type { SignatureAlgorithm } from "./primitives.ts";

/** RSA carries NULL as its parameters, ECDSA carries none. @see RFC 4055 section 5, RFC 5758 section 3.2 */
const ENCODED: Readonly<Record<SignatureAlgorithm, Uint8Array<ArrayBuffer>>> = {
  "RSA-SHA256": sequence(oid(OID.sha256WithRsa), nullValue()),
  "RSA-SHA384": sequence(oid(OID.sha384WithRsa), nullValue()),
  "RSA-SHA512": sequence(oid(OID.sha512WithRsa), nullValue()),
  "ECDSA-P256-SHA256": sequence(oid(OID.ecdsaWithSha256)),
  "ECDSA-P384-SHA384": sequence(oid(OID.ecdsaWithSha384)),
};

const ALGORITHMS: readonly SignatureAlgorithm[] = [
  "ECDSA-P256-SHA256",
  "RSA-SHA256",
  "ECDSA-P384-SHA384",
  "RSA-SHA384",
  "RSA-SHA512",
];

/** The DER AlgorithmIdentifier as it stands in certificates, requests, CRLs and CMS. */
export function encodeSignatureAlgorithm(algorithm: SignatureAlgorithm): Uint8Array<ArrayBuffer> {
  return ENCODED[algorithm].slice();
}

/**
 * The algorithm that an AlgorithmIdentifier names, read byte for byte, so that odd parameters name none.
 *
 * The identifiers of ECDSA leave the curve to the key: ours fixes it, and whoever verifies compares it with the key.
 *
 * @throws {PkiError} ALGORITHM_REFUSED for all that is not in the list, SHA-1 and RSA-PSS among them
 */
export function readSignatureAlgorithm(node: DerNode): SignatureAlgorithm {
  const found = ALGORITHMS.find((algorithm) => equalBytes(ENCODED[algorithm], node.der));
  if (!found) throw new PkiError("ALGORITHM_REFUSED", "a signature algorithm outside the list");
  return found;
}
