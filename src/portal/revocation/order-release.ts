import type { Actor } from "#portal/actor.ts";
import { recordEvents } from "#portal/audit/store.ts";
import type { Context } from "#portal/context.ts";
import { releaseText } from "#portal/documents/contract.ts";
import { requireSignedBy } from "#portal/documents/require-signed-by.ts";
import { PortalError } from "#portal/error.ts";
import { takeChallenge } from "#portal/sign-in/take-challenge.ts";
import { certificateFacts } from "./certificate-facts.ts";
import type { Release } from "./contract.ts";
import { mayLift } from "./may-lift.ts";
import { relationTo } from "./relation-to.ts";
import { createOrders, findBySerials, findHoldPlacer } from "./store.ts";

interface Order extends Release {
  /** The token in the browser's pre-session cookie. */
  readonly browser: string | null;
}

/**
 * Whoever put a certificate on hold orders the hold to be lifted, with another key of theirs that is in force: the holder
 * with any, a senior manager with the SIGN key. The held key itself cannot, since it is not in force.
 *
 * @returns the order's id
 * @throws {PortalError} CHALLENGE_REFUSED, NOT_FOUND (a serial of others as one that is none), NOT_ON_HOLD,
 *   HOLD_NOT_YOURS, what `requireSignedBy` throws, checked in this order
 */
export async function orderRelease(context: Context, actor: Actor, order: Order): Promise<string> {
  const { nonce, language, serial, cms, browser } = order;
  const { db, clock, origin } = context;
  const challenge = await takeChallenge(context, { nonce, purpose: "RELEASE", browser, holderId: actor.holderId });
  const [certificate, another] = await findBySerials(db, [serial]);
  const relation = certificate && !another ? relationTo(actor, certificate) : null;
  if (!certificate || !relation) throw new PortalError("NOT_FOUND");
  if (certificate.revocationReason !== "CERTIFICATE_HOLD") throw new PortalError("NOT_ON_HOLD");
  const placer = await findHoldPlacer(db, certificate.id);
  if (!mayLift({ relation, placer, personId: certificate.personId })) throw new PortalError("HOLD_NOT_YOURS");

  const at = clock.now();
  const text = releaseText({
    ...{ origin, nonce, language, certificate: certificateFacts(certificate) },
    expiresAt: challenge.expiresAt.toISOString(),
  });
  const slots = relation === "OWN" ? (["SIGN", "AUTH"] as const) : (["SIGN"] as const);
  const signerId = await requireSignedBy(context, actor, { text, cms, slots });
  return db.$transaction(async (tx) => {
    const document = { purpose: "RELEASE", text, cms, certificateId: signerId } as const;
    const documentId = await createOrders(tx, { document, reason: null, certificateIds: [certificate.id], at });
    const [actorId, certificateId] = [actor.holderId, certificate.id];
    await recordEvents(tx, [{ at, action: "release-ordered", actorId, certificateId, facts: { documentId } }]);
    return documentId;
  });
}
