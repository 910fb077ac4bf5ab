import type { Actor } from "#portal/actor.ts";
import { keyCard } from "#portal/certificates/key-card.ts";
import type { Context } from "#portal/context.ts";
import { PortalError } from "#portal/error.ts";
import { stateOfOrder } from "#portal/orders/state-of-order.ts";
import { requireMay } from "#portal/staff/roles.ts";
import { findForStaff } from "./store.ts";

/**
 * One certificate of anybody's with what the authority has ordered about it. Of people's numbers it shows the end.
 *
 * @param serial lower-case hexadecimal
 * @throws {PortalError} FORBIDDEN for whoever may not see it, NOT_FOUND
 */
export async function openForStaff({ db, clock }: Context, actor: Pick<Actor, "template">, serial: string) {
  requireMay(actor, "seeCertificates");
  const row = await findForStaff(db, serial);
  if (!row) throw new PortalError("NOT_FOUND");
  const now = clock.now();
  const other = row.request.certificates.find((one) => one.serial !== row.serial);
  return {
    card: keyCard(row, now),
    /** The other one of the pair. */
    other: other && keyCard({ ...other, request: row.request }, now),
    ...{ ski: row.ski, keyAlgorithm: row.request.keyAlgorithm, der: row.der },
    orders: row.authorityOrders.map(({ order: { id, reason, signedAt, ...order } }) => ({
      ...{ id, reason, signedAt, state: stateOfOrder(order, now) },
    })),
  };
}

export type CertificateForStaff = Awaited<ReturnType<typeof openForStaff>>;
