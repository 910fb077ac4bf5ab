import type { Actor } from "#portal/actor.ts";
import { recordEvents } from "#portal/audit/store.ts";
import type { Context } from "#portal/context.ts";
import { requireSignedBy } from "#portal/documents/require-signed-by.ts";
import { PortalError } from "#portal/error.ts";
import { findHoldPlacers } from "#portal/revocation/store.ts";
import { takeChallenge } from "#portal/sign-in/take-challenge.ts";
import { requireMay } from "#portal/staff/roles.ts";
import { orderExpiry, orderText, type SignOrder } from "./contract.ts";
import { orderFacts } from "./order-facts.ts";
import { createAuthorityOrder, findOrdered, type OrderedCertificate } from "./store.ts";

const DAY_MS = 86_400_000;

interface Order extends SignOrder {
  /** The token in the browser's pre-session cookie. */
  readonly browser: string | null;
}

/**
 * One of the authority's staff orders certificates to be revoked, put on hold, or released from a hold that the authority
 * has ordered, on the ground of a document.
 *
 * Nothing follows of it before a second person has signed the same: see `decideOrder`.
 *
 * @returns the order's id
 * @throws {PortalError} FORBIDDEN, CHALLENGE_REFUSED, NOT_FOUND, to lift holds NOT_ON_HOLD or HOLD_NOT_YOURS, INPUT_INVALID
 *   for a document of a day to come, what `requireSignedBy` throws, checked in this order
 */
export async function signOrder(context: Context, actor: Actor, order: Order): Promise<string> {
  requireMay(actor, "orderRevocation");
  const { nonce, language, serials, reason, documentNumber, documentDate, cms, browser } = order;
  const { db, clock, origin } = context;
  const challenge = await takeChallenge(context, { nonce, purpose: "ORDER", browser, holderId: actor.holderId });
  const certificates = await findOrdered(db, serials);
  if (certificates.length !== serials.length) throw new PortalError("NOT_FOUND");
  if (reason === null) await requireLiftable(context, certificates);
  const at = clock.now();
  if (Date.parse(documentDate) > at.getTime() + DAY_MS) throw new PortalError("INPUT_INVALID");

  const facts = {
    ...{ reason, documentNumber, documentDate: new Date(documentDate) },
    expiresAt: orderExpiry(challenge.expiresAt),
  };
  const text = orderText({ origin, nonce, language, ...orderFacts(facts, certificates) });
  const certificateId = await requireSignedBy(context, actor, { text, cms });
  const certificateIds = certificates.map(({ id }) => id);
  return db.$transaction(async (tx) => {
    const document = { purpose: "ORDER", text, cms, certificateId } as const;
    const orderId = await createAuthorityOrder(tx, { ...facts, document, certificateIds, at });
    await recordEvents(
      tx,
      certificateIds.map((id) => ({
        ...{ at, action: "authority-order-signed", actorId: actor.holderId, certificateId: id },
        facts: { orderId, documentNumber, documentDate, ...(reason !== null && { reason }) },
      })),
    );
    return orderId;
  });
}

/** A hold that a person has asked for is that person's to lift. */
async function requireLiftable({ db }: Context, certificates: readonly OrderedCertificate[]): Promise<void> {
  const held = certificates.every(({ revocationReason }) => revocationReason === "CERTIFICATE_HOLD");
  if (!held) throw new PortalError("NOT_ON_HOLD");
  const placers = await findHoldPlacers(
    db,
    certificates.map(({ id }) => id),
  );
  const ours = placers.filter(({ byAuthority }) => byAuthority);
  if (ours.length !== certificates.length) throw new PortalError("HOLD_NOT_YOURS");
}
