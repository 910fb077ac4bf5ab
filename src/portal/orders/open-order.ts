import { toHex } from "#pki/bytes.ts";
import type { Actor } from "#portal/actor.ts";
import type { Context } from "#portal/context.ts";
import { PortalError } from "#portal/error.ts";
import { fullName } from "#portal/people/full-name.ts";
import { maskedIin } from "#portal/people/masked-iin.ts";
import { requireMay } from "#portal/staff/roles.ts";
import { shownOrder } from "./shown-order.ts";
import { findAuthorityOrder } from "./store.ts";

/**
 * One order of the authority with the certificates that it is about, for those who sign such orders, and `hash` of the text
 * that the first of them signed. Of people's numbers it shows the end.
 *
 * @throws {PortalError} FORBIDDEN, NOT_FOUND
 */
export async function openOrder({ db, clock }: Context, actor: Actor, id: string) {
  requireMay(actor, "orderRevocation");
  const order = await findAuthorityOrder(db, id);
  if (!order) throw new PortalError("NOT_FOUND");
  return {
    ...shownOrder(order, actor, clock.now()),
    hash: toHex(order.textSha256),
    certificates: order.certificates.map(({ certificate: { serial, slot, revocationReason, holder } }) => ({
      ...{ serial, slot, revocationReason },
      name: fullName(holder.person),
      iin: maskedIin(holder.person.iin),
      organisation: holder.organisation?.name ?? null,
    })),
  };
}

export type OpenedOrder = Awaited<ReturnType<typeof openOrder>>;
