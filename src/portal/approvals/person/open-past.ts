import type { RequestState, Storage, Template } from "#platform/prisma/enums.ts";
import type { Actor } from "#portal/actor.ts";
import { type KeyCard, keyCard } from "#portal/certificates/key-card.ts";
import type { Context } from "#portal/context.ts";
import { PortalError } from "#portal/error.ts";
import { stateAt } from "#portal/requests/state-at.ts";
import { mayDecide, mayManage } from "../may-decide.ts";
import { findForDecision } from "../store.ts";
import { findPast } from "./store.ts";

export interface PastRequest {
  readonly number: string;
  readonly state: RequestState;
  readonly storage: Storage;
  readonly template: Template;
  readonly submittedAt: Date;
}

/** What a person has asked for and got in this organisation before, the newest first; the last ten of each. */
export interface Past {
  readonly requests: readonly PastRequest[];
  /** A senior manager's to see; absent for who decides in their place. */
  readonly certificates?: readonly KeyCard[];
}

/**
 * The history of the person whose request this is, as far as it is the organisation's to know.
 *
 * @throws {PortalError} FORBIDDEN for whoever is no senior manager, NOT_FOUND for another organisation's as for none
 */
export async function openPast({ db, clock }: Context, actor: Actor, number: string): Promise<Past> {
  if (!mayDecide(actor)) throw new PortalError("FORBIDDEN");
  const request = await findForDecision(db, actor, number);
  if (!request) throw new PortalError("NOT_FOUND");

  const now = clock.now();
  const { requests, certificates } = await findPast(db, { ...actor, personId: request.holder.personId });
  const others = requests.filter((one) => one.number !== number);
  return {
    requests: others.map(({ holder: { template }, ...row }) => ({
      ...{ number: row.number, storage: row.storage, submittedAt: row.submittedAt, template },
      state: stateAt(row, now),
    })),
    ...(mayManage(actor) && { certificates: certificates.map((row) => keyCard(row, now)) }),
  };
}
