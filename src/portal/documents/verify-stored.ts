import { z } from "zod";
import { verifyDetached } from "#pki/cms.ts";
import { type Purpose, verifyPath } from "#pki/path.ts";
import { parseDocument } from "#pki/signed-document.ts";
import type { Slot } from "#platform/prisma/enums.ts";
import { parseKnown } from "#portal/certificates/parse-known.ts";
import type { Context } from "#portal/context.ts";
import { PortalError } from "#portal/error.ts";
import { Language, Nonce } from "#portal/wire/contract.ts";

/** What the certificate of each slot is shown for. */
export const PATH_PURPOSE = { AUTH: "SIGN_IN", SIGN: "SIGNING" } as const satisfies Record<Slot, Purpose>;

const Signing = z.object({ nonce: Nonce, language: Language });

/** A document as it is kept, for whoever believes nobody that it was verified before. */
export interface StoredDocument {
  readonly text: string;
  readonly cms: Uint8Array;
  /** The signer's certificate as the register has it. */
  readonly signerDer: Uint8Array;
}

/**
 * The signer's own part of a text: all the rest is built anew.
 *
 * @throws {PortalError} SIGNATURE_REFUSED
 * @throws {PkiError} DOCUMENT_MALFORMED
 */
export function signingOf(text: string, origin: string) {
  const { data } = Signing.safeParse(Object.fromEntries(parseDocument(text).fields));
  if (!data) throw new PortalError("SIGNATURE_REFUSED", { detail: "no document of ours" });
  return { origin, ...data };
}

/** @throws {PortalError} SIGNATURE_REFUSED */
export function requireSameText(stored: string, built: string): void {
  if (stored !== built)
    throw new PortalError("SIGNATURE_REFUSED", { detail: "the register says otherwise than the document" });
}

/**
 * Proves that the signature fits the text, and that the signer's certificate was in force at `at`. Whose it is and whether
 * it was revoked is the caller's to ask.
 *
 * @throws {PkiError} what the signature or the certificate is wrong in
 */
export async function verifyStored(
  { anchors, primitives }: Pick<Context, "anchors" | "primitives">,
  { text, cms, signerDer }: StoredDocument,
  { at, slot }: { readonly at: Date; readonly slot: Slot },
): Promise<void> {
  const certificate = parseKnown(signerDer);
  await verifyDetached(cms, { content: new TextEncoder().encode(text), certificate, primitives });
  await verifyPath(certificate, anchors, { at, purpose: PATH_PURPOSE[slot], primitives });
}
