import { createPrivateKey, sign } from "node:crypto";
import { parseCertificate } from "#pki/certificate.ts";
import { type DerNode, readDer } from "#pki/der.ts";
import { encode } from "#pki/der-write.ts";
import { assembleCertificate } from "#pki/tbs-certificate.ts";
import type { Openssl } from "#tests/support/openssl.ts";

/** Signs certificates that no command of OpenSSL would make, with a key that it made (P-256). */
export function signer(openssl: Openssl, name: string) {
  const key = createPrivateKey(Buffer.from(openssl.read(`${name}.key.pem`)));
  return (tbs: Uint8Array): Uint8Array => assembleCertificate(tbs, "ECDSA-P256-SHA256", sign("sha256", tbs, key));
}

/** The parts of a certificate's TBS, to be changed and put together again. */
export function partsOfTbs(der: Uint8Array): Uint8Array[] {
  return readDer(parseCertificate(der).tbs).children.map((part: DerNode) => part.der);
}

/** A TBS of these parts. */
export const tbsOf = (parts: readonly Uint8Array[]) => encode(0x30, ...parts);
