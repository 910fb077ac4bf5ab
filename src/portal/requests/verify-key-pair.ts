import { equalBytes } from "#pki/bytes.ts";
import { verifyCsr } from "#pki/csr.ts";
import { STORAGE_OIDS } from "#pki/oid.ts";
import type { Primitives } from "#pki/primitives.ts";
import { PortalError } from "#portal/error.ts";
import type { KeyAlgorithm, Storage } from "./contract.ts";

/** The two certification requests that came with a form, and what they have to say. */
export interface Brought {
  readonly authCsr: Uint8Array;
  readonly signCsr: Uint8Array;
  readonly nonce: string;
  readonly storage: Storage;
  readonly keyAlgorithm: KeyAlgorithm;
}

export interface NewKeys {
  readonly authSpki: Uint8Array<ArrayBuffer>;
  readonly signSpki: Uint8Array<ArrayBuffer>;
}

/**
 * Checks that two certification requests are each signed with its new key, over this nonce and this name.
 *
 * From them only the public keys are taken; whether a key is known to the register is not asked here.
 *
 * @param subject DER Name
 * @throws {PkiError} CSR_MALFORMED, KEY_REFUSED, ALGORITHM_REFUSED or SIGNATURE_INVALID
 * @throws {PortalError} NONCE_DIFFERS, SUBJECT_DIFFERS, STORAGE_DIFFERS or KEYS_EQUAL, after them and in this order
 */
export async function verifyKeyPair(subject: Uint8Array, brought: Brought, primitives: Primitives): Promise<NewKeys> {
  const authSpki = await verifyOne(brought.authCsr, { ...brought, subject }, primitives);
  const signSpki = await verifyOne(brought.signCsr, { ...brought, subject }, primitives);
  if (equalBytes(authSpki, signSpki)) throw new PortalError("KEYS_EQUAL");
  return { authSpki, signSpki };
}

async function verifyOne(
  der: Uint8Array,
  { nonce, storage, keyAlgorithm, subject }: Brought & { subject: Uint8Array },
  primitives: Primitives,
): Promise<Uint8Array<ArrayBuffer>> {
  const csr = await verifyCsr(der, { primitives, allowedKeys: [keyAlgorithm] });
  if (csr.nonce !== nonce) throw new PortalError("NONCE_DIFFERS");
  if (!equalBytes(csr.subject, subject)) throw new PortalError("SUBJECT_DIFFERS");
  if (csr.storage.type !== STORAGE_OIDS[storage]) throw new PortalError("STORAGE_DIFFERS");
  return Uint8Array.from(csr.spki);
}
