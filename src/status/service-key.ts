import { createPublicKey, type KeyObject, sign, verify } from "node:crypto";
import { equalBytes } from "#pki/bytes.ts";
import type { Certificate } from "#pki/certificate.ts";

/** What a delegated key answers for. */
export type ServiceKind = "OCSP" | "TSA" | "DIRECTORY";

/** A key of `status` and the certificate that the authority gave it. */
export interface ServiceKey {
  readonly kind: ServiceKind;
  readonly certificate: Certificate;
  /** ECDSA on P-256 with SHA-256, in the calling turn of the event loop; returns the DER ECDSA-Sig-Value. */
  sign(tbs: Uint8Array): Uint8Array;
}

/** The keys that `status` holds, whatever becomes of them while it runs. */
export interface ServiceKeys {
  /** The newest that is in force now; undefined while there is none: then the service says "later" in its own protocol. */
  current(kind: ServiceKind): ServiceKey | undefined;
  stop(): Promise<void>;
}

/**
 * A key that serves under a certificate, after it has shown that both belong together.
 *
 * @throws {Error} one sentence, when the certificate is another key's or what the key signs does not verify
 */
export function serviceKey(kind: ServiceKind, certificate: Certificate, privateKey: KeyObject): ServiceKey {
  const publicKey = createPublicKey(privateKey);
  const spki = publicKey.export({ type: "spki", format: "der" });
  if (!equalBytes(spki, certificate.spki)) throw new Error(`the ${kind} certificate is not one of the ${kind} key`);
  const signWith = (tbs: Uint8Array) => sign("sha256", tbs, privateKey);
  const probe = Buffer.from(`the self-test of ${kind}`);
  if (!verify("sha256", probe, publicKey, signWith(probe))) {
    throw new Error(`the ${kind} key makes signatures that do not verify`);
  }
  return { kind, certificate, sign: signWith };
}
