import { decodeAs } from "./decode-as.ts";
import { type DerNode, partsOf, readDer, TAG } from "./der.ts";
import { readBitStringBytes, readInteger, readOid } from "./der-values.ts";
import { PkiError } from "./error.ts";
import { OID } from "./oid.ts";
import type { SignatureAlgorithm } from "./primitives.ts";

/** A public key as its SubjectPublicKeyInfo holds it; numbers are big-endian magnitudes without leading zeros. */
export type PublicKey =
  | { readonly type: "RSA"; readonly modulus: Uint8Array; readonly exponent: Uint8Array }
  | { readonly type: "EC"; readonly curve: "P-256" | "P-384"; readonly x: Uint8Array; readonly y: Uint8Array };

const refused = (detail: string) => new PkiError("KEY_REFUSED", detail);

/**
 * Reads a SubjectPublicKeyInfo that is encoded as DER and by the book; does not ask whether the key is a good one.
 *
 * @param spki RSA with NULL parameters, or a point, not compressed, on P-256 or P-384 named by its identifier
 * @throws {PkiError} KEY_REFUSED
 * @see RFC 3279 section 2.3.1 (RSA), RFC 5480 section 2 (EC)
 */
export function readPublicKey(spki: Uint8Array): PublicKey {
  return decodeAs("KEY_REFUSED", () => {
    const parts = partsOf(readDer(spki));
    const algorithm = partsOf(parts.next());
    const type = readOid(algorithm.next());
    const parameters = algorithm.next();
    algorithm.end();
    const key = readBitStringBytes(parts.next());
    parts.end();

    if (type === OID.rsaEncryption) return readRsa(parameters, key);
    if (type === OID.ecPublicKey) return readPoint(parameters, key);
    throw refused(`the key type ${type}`);
  });
}

function readRsa(parameters: DerNode, key: Uint8Array): PublicKey {
  if (parameters.tag !== TAG.NULL || parameters.content.length > 0) throw refused("RSA with parameters");
  const parts = partsOf(readDer(key));
  const modulus = readMagnitude(parts.next());
  const exponent = readMagnitude(parts.next());
  parts.end();
  return { type: "RSA", modulus, exponent };
}

function readMagnitude(node: DerNode): Uint8Array {
  const content = readInteger(node);
  const [first] = content;
  if (first === undefined || first >= 0x80) throw refused("a negative number");
  return first === 0 ? content.subarray(1) : content;
}

function readPoint(parameters: DerNode, point: Uint8Array): PublicKey {
  if (parameters.tag !== TAG.OID) throw refused("a curve that is not named");
  const named = readOid(parameters);
  const curve = named === OID.p256 ? "P-256" : named === OID.p384 ? "P-384" : undefined;
  if (!curve) throw refused(`the curve ${named}`);
  const size = curve === "P-256" ? 32 : 48;
  if (point[0] !== 0x04 || point.length !== 1 + 2 * size) throw refused("a point at infinity, compressed or cut off");
  return { type: "EC", curve, x: point.subarray(1, 1 + size), y: point.subarray(1 + size) };
}

/** Whether signatures of this algorithm can be made with such a key: ECDSA's digest is fixed by the curve. */
export function canSign(key: PublicKey, algorithm: SignatureAlgorithm): boolean {
  if (key.type === "RSA") return algorithm.startsWith("RSA-");
  return algorithm === (key.curve === "P-256" ? "ECDSA-P256-SHA256" : "ECDSA-P384-SHA384");
}
