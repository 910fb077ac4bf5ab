import { z } from "zod";
import { parseDocument } from "#pki/signed-document.ts";
import type { Context } from "#portal/context.ts";
import { releaseText, revokeText } from "#portal/documents/contract.ts";
import { requireSameText, signingOf, verifyStored } from "#portal/documents/verify-stored.ts";
import { PortalError } from "#portal/error.ts";
import { checkAuthorityOrder } from "#portal/orders/check-authority-order.ts";
import type { OrderedDocument } from "./apply-store.ts";
import { certificateFacts } from "./certificate-facts.ts";
import { relationTo } from "./relation-to.ts";
import { requireInForce } from "./require-in-force.ts";

type Checking = Pick<Context, "origin" | "anchors" | "primitives">;

const Expiring = z.object({ expires: z.iso.datetime() });

/**
 * Proves once more, from what is stored, that whoever signed this document may have done to these certificates what the
 * orders say. Nothing that `web` ever said is believed, but when it received the document.
 *
 * The signer's certificate has to have been in force then: an acknowledged order counts even though the key that signed it
 * was revoked before the worker came to it, be it by an order that was signed with it too.
 *
 * An order of the authority is another matter: see `checkAuthorityOrder`.
 *
 * @throws {PortalError} FORBIDDEN, NO_VALID_KEY, SIGNATURE_NOT_YOURS, SIGNATURE_REFUSED, for others' keys CODE_REQUIRED, and
 *   for a release CHALLENGE_REFUSED when it comes too late
 * @throws {PkiError} what the signature or a certificate is wrong in
 */
export async function checkOrders(context: Checking, document: OrderedDocument, now: Date): Promise<void> {
  if (document.purpose === "APPROVE_ORDER") return checkAuthorityOrder(context, document, now);
  const { certificate: signer, orders, signedAt, text, cms } = document;
  const relations = orders.map(({ certificate }) => relationTo(signer.holder, certificate.holder));
  if (relations.includes(null)) throw new PortalError("FORBIDDEN");
  requireInForce(signer, signedAt);
  if (relations.includes("STAFF") && signer.slot !== "SIGN") throw new PortalError("SIGNATURE_NOT_YOURS");

  requireSameText(text, document.purpose === "REVOKE" ? revocationOf(context, document) : releaseOf(context, document));
  await verifyStored(context, { text, cms, signerDer: signer.der }, { at: signedAt, slot: signer.slot });
  if (document.purpose === "RELEASE") requireTimely(document, now);
  else if (relations.includes("STAFF") && !document.steppedUp) throw new PortalError("CODE_REQUIRED");
}

/** The text that the orders make, with the signer's own part of the document. */
function revocationOf({ origin }: Checking, { text, orders }: OrderedDocument): string {
  const [reason, ...others] = new Set(orders.map((order) => order.reason));
  if (!reason || others.length > 0) throw new PortalError("SIGNATURE_REFUSED", { detail: "not one reason" });
  return revokeText({ ...signingOf(text, origin), reason, certificates: orders.map(factsOf) });
}

function releaseOf({ origin }: Checking, { purpose, text, orders }: OrderedDocument): string {
  const [order, ...others] = orders;
  if (purpose !== "RELEASE" || !order || order.reason !== null || others.length > 0)
    throw new PortalError("SIGNATURE_REFUSED", { detail: "not one order to lift a hold" });
  return releaseText({ ...signingOf(text, origin), certificate: factsOf(order), expiresAt: expiryOf(text) });
}

/**
 * What takes something away is done however late the worker comes to it; what gives it back has to be meant now, with a key
 * that is still in force: else somebody could keep the document until the holder means the opposite.
 */
function requireTimely({ text, certificate: signer }: OrderedDocument, now: Date): void {
  if (signer.revokedAt || signer.holder.blockedAt || signer.notAfter < now) throw new PortalError("NO_VALID_KEY");
  if (Date.parse(expiryOf(text)) < now.getTime()) throw new PortalError("CHALLENGE_REFUSED");
}

function expiryOf(text: string): string {
  const { data } = Expiring.safeParse(Object.fromEntries(parseDocument(text).fields));
  if (!data) throw new PortalError("SIGNATURE_REFUSED", { detail: "without an end" });
  return data.expires;
}

function factsOf({ certificate: { serial, slot, holder } }: OrderedDocument["orders"][number]) {
  return certificateFacts({ serial, slot, ...holder.person });
}
