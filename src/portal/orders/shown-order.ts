import type { OrderState, RevocationReason } from "#platform/prisma/enums.ts";
import type { Actor } from "#portal/actor.ts";
import { fullName } from "#portal/people/full-name.ts";
import { stateOfOrder } from "./state-of-order.ts";

interface Signed {
  readonly certificate: {
    readonly holder: { readonly personId: string; readonly person: Parameters<typeof fullName>[0] };
  };
}

interface Known {
  readonly id: string;
  readonly state: OrderState;
  readonly reason: RevocationReason | null;
  readonly documentNumber: string;
  readonly documentDate: Date;
  readonly signedAt: Date;
  readonly expiresAt: Date;
  readonly decidedAt: Date | null;
  readonly declinedFor: string | null;
  readonly document: Signed;
  readonly decision: Signed | null;
}

/** An order as the authority's staff see it in a list: what, why, who signed and who decided. It names nobody it is about. */
export function shownOrder(order: Known, { personId }: Pick<Actor, "personId">, now: Date) {
  const { id, reason, documentNumber, declinedFor, document, decision } = order;
  return {
    ...{ id, reason, documentNumber, declinedFor },
    state: stateOfOrder(order, now),
    documentDate: order.documentDate.toISOString().slice(0, 10),
    signedAt: order.signedAt.toISOString(),
    expiresAt: order.expiresAt.toISOString(),
    signedBy: fullName(document.certificate.holder.person),
    /** Of the very person who asks, who then can't be the second. */
    own: document.certificate.holder.personId === personId,
    decidedAt: order.decidedAt?.toISOString() ?? null,
    decidedBy: decision && fullName(decision.certificate.holder.person),
  };
}
