import { assembleCms, buildSignedAttributes } from "#pki/cms.ts";
import { parseDocument } from "#pki/signed-document.ts";
import { webPrimitives } from "../web-primitives.ts";
import type { HeldKey } from "./held-key.ts";
import { KeystoreError } from "./keystore-error.ts";
import type { OpenedKey } from "./opened-key.ts";
import { signWith } from "./private-key.ts";

/**
 * Signs one of our documents: a detached CMS (CAdES-B) over its UTF-8 text, with the signer's certificate in it.
 *
 * Signs nothing else, and not with the wrong key of the two: a key that lies open must not sign whatever a page asks for.
 *
 * @throws {PkiError} DOCUMENT_MALFORMED
 * @throws {KeystoreError} KEY_PURPOSE
 */
export async function signDocument(held: HeldKey, text: string, at: Date): Promise<Uint8Array> {
  const { purpose } = parseDocument(text);
  if (!purposesFor(purpose).includes(held.shown.purpose)) throw new KeystoreError("KEY_PURPOSE");
  const { certificate, privateKey } = held;
  const { algorithm } = privateKey;
  if (algorithm !== "RSA-SHA256" && algorithm !== "ECDSA-P256-SHA256") throw new KeystoreError("KEY_PURPOSE");

  const signedAttributes = buildSignedAttributes({
    contentSha256: await webPrimitives.digest("SHA-256", new TextEncoder().encode(text)),
    certificateSha256: await webPrimitives.digest("SHA-256", certificate.der),
    certificate,
    at,
    algorithm,
  });
  const signature = await signWith(privateKey, signedAttributes);
  return assembleCms({ certificate: certificate.der, signedAttributes, algorithm, signature });
}

/** Whoever has lost one key of the two reports it with the other; all else is for one of them alone. */
function purposesFor(purpose: string): readonly OpenedKey["purpose"][] {
  if (purpose === "sign-in") return ["SIGN_IN"];
  return purpose === "revoke" || purpose === "release" ? ["SIGNING", "SIGN_IN"] : ["SIGNING"];
}
