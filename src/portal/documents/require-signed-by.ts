import { parseCertificate } from "#pki/certificate.ts";
import { signerOf, verifyDetached } from "#pki/cms.ts";
import { PkiError } from "#pki/error.ts";
import { verifyPath } from "#pki/path.ts";
import type { Slot } from "#platform/prisma/enums.ts";
import type { Actor } from "#portal/actor.ts";
import { findByIssuerAndSerial } from "#portal/certificates/store.ts";
import type { Context } from "#portal/context.ts";
import { PortalError } from "#portal/error.ts";
import { PATH_PURPOSE } from "./verify-stored.ts";

interface Signed {
  /** What the server itself built from the register. */
  readonly text: string;
  readonly cms: Uint8Array;
  /** Which of the two keys may have signed it; the SIGN key alone where nothing is said. */
  readonly slots?: readonly Slot[];
}

/**
 * Proves that this holder signed this text with their own SIGN key, and that its certificate is in force now.
 *
 * @returns the certificate's id
 * @throws {PortalError} SIGNATURE_REFUSED for a signature of nobody we know, SIGNATURE_NOT_YOURS for another holder's or
 *   the other key, NO_VALID_KEY for a certificate that is revoked or not in force, SIGNATURE_REFUSED for a signature
 *   over anything else
 */
export async function requireSignedBy(context: Context, actor: Actor, signed: Signed): Promise<string> {
  const { text, cms, slots = ["SIGN"] } = signed;
  const row = await findSigner(context, cms);
  if (!row) throw new PortalError("SIGNATURE_REFUSED", { detail: "a signer we do not know" });
  if (row.holderId !== actor.holderId || !slots.includes(row.slot)) throw new PortalError("SIGNATURE_NOT_YOURS");

  const at = context.clock.now();
  if (row.revokedAt || row.notBefore > at || row.notAfter < at) throw new PortalError("NO_VALID_KEY");

  const certificate = parseCertificate(row.der);
  const { primitives, anchors } = context;
  await refused(verifyDetached(cms, { content: new TextEncoder().encode(text), certificate, primitives }));
  await refused(verifyPath(certificate, anchors, { at, purpose: PATH_PURPOSE[row.slot], primitives }));
  return row.id;
}

async function findSigner({ db }: Context, cms: Uint8Array) {
  const { issuer, serial } = await refused(Promise.resolve(cms).then(signerOf));
  return findByIssuerAndSerial(db, issuer, serial);
}

async function refused<T>(proof: Promise<T>): Promise<T> {
  return proof.catch((cause: unknown) => {
    throw cause instanceof PkiError ? new PortalError("SIGNATURE_REFUSED", { cause }) : cause;
  });
}
