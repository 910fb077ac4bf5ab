import type { Actor } from "#portal/actor.ts";
import type { Context } from "#portal/context.ts";
import { PortalError } from "#portal/error.ts";
import { fullName } from "#portal/people/full-name.ts";
import { requireMay } from "#portal/staff/roles.ts";
import { queueRow } from "./queue-row.ts";
import { findQueuedOne } from "./store.ts";

/**
 * One request with all that was decided on it and noted beside it.
 *
 * @throws {PortalError} FORBIDDEN, NOT_FOUND
 */
export async function openQueued({ db, clock }: Context, actor: Actor, number: string) {
  requireMay(actor, "seeRequests");
  const row = await findQueuedOne(db, number);
  if (!row) throw new PortalError("NOT_FOUND");
  const { revision, keyAlgorithm, expiresAt, confirmedAt, rejectedFor, decisions, notes, certificates } = row;
  return {
    ...queueRow(row, actor.holderId, clock.now()),
    ...{ revision, keyAlgorithm, expiresAt, confirmedAt, rejectedFor, certificates },
    decisions: decisions.map(({ verdict, reason, decidedAt, approver }) => ({
      ...{ verdict, reason, decidedAt },
      name: fullName(approver.person),
      template: approver.template,
    })),
    notes: notes.map(({ id, at, text, holder }) => ({ id, at, text, name: fullName(holder.person) })),
  };
}

export type QueuedRequest = Awaited<ReturnType<typeof openQueued>>;
