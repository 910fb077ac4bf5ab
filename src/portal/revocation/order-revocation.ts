import type { Slot } from "#platform/prisma/enums.ts";
import type { Actor } from "#portal/actor.ts";
import { recordEvents } from "#portal/audit/store.ts";
import type { Context } from "#portal/context.ts";
import { revokeText } from "#portal/documents/contract.ts";
import { requireSignedBy } from "#portal/documents/require-signed-by.ts";
import { PortalError } from "#portal/error.ts";
import { takeChallenge } from "#portal/sign-in/take-challenge.ts";
import { requireCode } from "#portal/step-up/require-code.ts";
import { certificateFacts } from "./certificate-facts.ts";
import type { Revoke } from "./contract.ts";
import { relationTo } from "./relation-to.ts";
import { createOrders, findBySerials } from "./store.ts";

interface Order extends Revoke {
  /** The token in the browser's pre-session cookie. */
  readonly browser: string | null;
}

/**
 * A person orders certificates to be revoked or put on hold: their own, or as senior manager the organisation's people's.
 *
 * Revokes nothing itself: the order is on record when this returns, and the worker verifies the document once more and does
 * it. What is revoked already may be ordered again, so that whoever is in doubt can make sure. Over other people's keys it
 * takes a code too: a stolen key of the manager must not stop a company.
 *
 * @returns the order's id
 * @throws {PortalError} NOT_FOUND (a serial of others as one that is none), for others' keys what `requireCode` throws,
 *   CHALLENGE_REFUSED, what `requireSignedBy` throws, CODE_REQUIRED for a code that was asked for another text, checked in
 *   this order
 */
export async function orderRevocation(context: Context, actor: Actor, order: Order): Promise<string> {
  const { nonce, language, serials, reason, cms, browser } = order;
  const { db, clock, origin } = context;
  const certificates = await findBySerials(db, serials);
  const relations = certificates.map((certificate) => relationTo(actor, certificate));
  if (relations.includes(null) || certificates.length !== serials.length) throw new PortalError("NOT_FOUND");
  const overOthers = relations.includes("STAFF");
  const redeemed = overOthers ? await requireCode(context, actor, "REVOKE", order.code) : null;
  await takeChallenge(context, { nonce, purpose: "REVOKE", browser, holderId: actor.holderId });

  const at = clock.now();
  const text = revokeText({ origin, nonce, language, reason, certificates: certificates.map(certificateFacts) });
  const signerId = await requireSignedBy(context, actor, { text, cms, slots: slotsFor(overOthers) });
  await redeemed?.requireFor(text);
  const certificateIds = certificates.map(({ id }) => id);
  return db.$transaction(async (tx) => {
    const document = { purpose: "REVOKE", text, cms, certificateId: signerId } as const;
    const documentId = await createOrders(tx, { document, reason, certificateIds, at });
    await recordEvents(
      tx,
      certificateIds.map((certificateId) => ({
        ...{ at, action: "revocation-ordered", actorId: actor.holderId, certificateId },
        facts: { documentId, reason },
      })),
    );
    return documentId;
  });
}

/** Which keys may sign: whoever has lost the signing key must be able to say so; over others it takes the one that binds. */
const slotsFor = (overOthers: boolean): readonly Slot[] => (overOthers ? ["SIGN"] : ["SIGN", "AUTH"]);
