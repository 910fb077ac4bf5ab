import { toHex } from "#pki/bytes.ts";
import type { Context } from "#portal/context.ts";
import { requireSameText, signingOf, verifyStored } from "#portal/documents/verify-stored.ts";
import { PortalError } from "#portal/error.ts";
import type { OrderedDocument } from "#portal/revocation/apply-store.ts";
import { requireInForce } from "#portal/revocation/require-in-force.ts";
import { requireMay } from "#portal/staff/roles.ts";
import { orderText, orderWordText } from "./contract.ts";
import { orderFacts } from "./order-facts.ts";

type Checking = Pick<Context, "origin" | "anchors" | "primitives">;

/**
 * Proves from what is stored that two of the authority's staff have ordered this: that they are two persons, that each had
 * the role for it and a signing key in force when the second signed, and that both have signed for exactly these certificates,
 * this reason and this paper. Nothing that `web` ever said is believed, but when it received the two documents.
 *
 * To lift a hold it has to be meant now, as for a person's own.
 *
 * @throws {PortalError} FORBIDDEN, OWN_ORDER, NO_VALID_KEY, HOLDER_BLOCKED, SIGNATURE_NOT_YOURS, ORDER_EXPIRED,
 *   SIGNATURE_REFUSED
 * @throws {PkiError} what a signature or a certificate is wrong in
 */
export async function checkAuthorityOrder(context: Checking, second: OrderedDocument, now: Date): Promise<void> {
  const { decidedOrder: order } = second;
  if (!order) throw new PortalError("FORBIDDEN", { detail: "nobody has ordered it" });
  const { document: first } = order;
  requireTwo(first, second);
  if (second.signedAt >= order.expiresAt || first.signedAt > second.signedAt) throw new PortalError("ORDER_EXPIRED");

  const [reason, ...others] = new Set(second.orders.map((one) => one.reason));
  if (reason === undefined || others.length > 0)
    throw new PortalError("SIGNATURE_REFUSED", { detail: "not one reason" });
  const certificates = second.orders.map(({ certificate }) => certificate);
  const facts = orderFacts({ ...order, reason }, certificates);
  requireSameText(first.text, orderText({ ...signingOf(first.text, context.origin), ...facts }));
  const hash = toHex(await context.primitives.digest("SHA-256", new TextEncoder().encode(first.text)));
  const signing = signingOf(second.text, context.origin);
  requireSameText(second.text, orderWordText({ verdict: "APPROVE" }, { ...signing, ...facts, order: hash }));
  for (const { text, cms, certificate, signedAt } of [first, second]) {
    await verifyStored(context, { text, cms, signerDer: certificate.der }, { at: signedAt, slot: "SIGN" });
  }
  if (reason === null) requireTimely(order, second, now);
}

type Signed = Pick<OrderedDocument, "certificate">;

function requireTwo(first: Signed, second: Signed & Pick<OrderedDocument, "signedAt">): void {
  requireMay(first.certificate.holder, "orderRevocation");
  requireMay(second.certificate.holder, "approveOrder");
  if (first.certificate.holder.personId === second.certificate.holder.personId) throw new PortalError("OWN_ORDER");
  for (const { certificate } of [first, second]) {
    if (certificate.slot !== "SIGN") throw new PortalError("SIGNATURE_NOT_YOURS");
    requireInForce(certificate, second.signedAt);
  }
}

/** What gives something back is not done by an old word, nor by that of a key that has ended since. */
function requireTimely(
  { expiresAt }: { readonly expiresAt: Date },
  { certificate }: Pick<OrderedDocument, "certificate">,
  now: Date,
): void {
  if (certificate.revokedAt || certificate.holder.blockedAt || certificate.notAfter < now)
    throw new PortalError("NO_VALID_KEY");
  if (expiresAt < now) throw new PortalError("ORDER_EXPIRED");
}
