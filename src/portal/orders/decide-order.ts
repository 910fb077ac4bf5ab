import { toHex } from "#pki/bytes.ts";
import type { Actor } from "#portal/actor.ts";
import { recordEvents } from "#portal/audit/store.ts";
import type { Context } from "#portal/context.ts";
import { requireSignedBy } from "#portal/documents/require-signed-by.ts";
import { PortalError } from "#portal/error.ts";
import { takeChallenge } from "#portal/sign-in/take-challenge.ts";
import { requireMay } from "#portal/staff/roles.ts";
import { type DecideOrder, orderWordText } from "./contract.ts";
import { orderFacts } from "./order-facts.ts";
import { approveOnce, declineOnce, findAuthorityOrder, type WaitingOrder } from "./store.ts";

interface Answer {
  readonly id: string;
  /** The token in the browser's pre-session cookie. */
  readonly browser: string | null;
  readonly decision: DecideOrder;
}

/**
 * A senior operator, another person than the one who signed it, approves an order of the authority or declines it, by a
 * signature over the same facts and over the first one's text.
 *
 * Approving revokes nothing itself: what is ordered is on record when this returns, and the worker verifies both signatures
 * once more before it does it. It takes no code besides: one stolen key can't do it.
 *
 * @throws {PortalError} FORBIDDEN, CHALLENGE_REFUSED, NOT_FOUND, OWN_ORDER, ORDER_NOT_WAITING, ORDER_EXPIRED, what
 *   `requireSignedBy` throws, NO_VALID_KEY when the first one's key was revoked meanwhile, checked in this order
 */
export async function decideOrder(context: Context, actor: Actor, { id, browser, decision }: Answer): Promise<void> {
  requireMay(actor, "approveOrder");
  const { nonce, language, verdict, cms } = decision;
  const purpose = verdict === "APPROVE" ? "APPROVE_ORDER" : "DECLINE_ORDER";
  await takeChallenge(context, { nonce, purpose, browser, holderId: actor.holderId });
  const order = await findAuthorityOrder(context.db, id);
  if (!order) throw new PortalError("NOT_FOUND");
  requireWaiting(order, actor, context.clock.now());

  const word = verdict === "DECLINE" ? { verdict, declinedFor: decision.declinedFor } : { verdict };
  const certificates = order.certificates.map(({ certificate }) => certificate);
  const facts = { ...orderFacts(order, certificates), order: toHex(order.textSha256) };
  const text = orderWordText(word, { origin: context.origin, nonce, language, ...facts });
  const certificateId = await requireSignedBy(context, actor, { text, cms });
  await keep(context, actor, { order, decision, document: { purpose, text, cms, certificateId } });
}

function requireWaiting({ document, state, expiresAt }: WaitingOrder, actor: Actor, now: Date): void {
  if (document.certificate.holder.personId === actor.personId) throw new PortalError("OWN_ORDER");
  if (state === "EXPIRED") throw new PortalError("ORDER_EXPIRED");
  if (state !== "WAITING") throw new PortalError("ORDER_NOT_WAITING");
  if (expiresAt <= now) throw new PortalError("ORDER_EXPIRED");
}

interface Kept {
  readonly order: WaitingOrder;
  readonly decision: DecideOrder;
  readonly document: Parameters<typeof approveOnce>[1]["document"];
}

async function keep({ db, clock }: Context, { holderId }: Actor, { order, decision, document }: Kept): Promise<void> {
  const at = clock.now();
  const { id: orderId, reason, certificates } = order;
  const certificateIds = certificates.map(({ certificate }) => certificate.id);
  const approves = decision.verdict === "APPROVE";
  await db.$transaction(async (tx) => {
    const kept = { orderId, document, at };
    const documentId = approves
      ? await approveOnce(tx, { ...kept, reason, certificateIds })
      : await declineOnce(tx, { ...kept, declinedFor: decision.declinedFor });
    const action = approves ? "authority-order-approved" : "authority-order-declined";
    await recordEvents(
      tx,
      certificateIds.map((certificateId) => ({
        ...{ at, action, actorId: holderId, certificateId },
        facts: { orderId, documentId, ...(reason !== null && { reason }) },
      })),
    );
  });
}
