import { bitString, integer, nullValue, oid, sequence } from "#pki/der-write.ts";
import { OID } from "#pki/oid.ts";

/** The AlgorithmIdentifier of an RSA key. */
export const RSA_TYPE = sequence(oid(OID.rsaEncryption), nullValue());

/** The DER SubjectPublicKeyInfo of these numbers, whatever they are. */
export const rsaSpki = (modulus: bigint | Uint8Array, exponent: bigint | Uint8Array = 65537n) =>
  sequence(RSA_TYPE, bitString(sequence(integer(modulus), integer(exponent))));
