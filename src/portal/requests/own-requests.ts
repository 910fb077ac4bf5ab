import type { RequestState, Storage } from "#platform/prisma/enums.ts";
import type { Actor } from "#portal/actor.ts";
import type { Context } from "#portal/context.ts";
import { stateAt } from "./state-at.ts";
import { listRequests } from "./store.ts";

/** One line in a list of requests. */
export interface RequestRow {
  readonly number: string;
  readonly state: RequestState;
  readonly storage: Storage;
  readonly submittedAt: Date;
  readonly changedAt: Date;
  /** When it ends if nobody confirms it. */
  readonly expiresAt: Date;
}

/** The holder's own requests, the newest first; the last hundred. */
export async function listOwnRequests({ db, clock }: Context, { holderId }: Actor): Promise<readonly RequestRow[]> {
  const now = clock.now();
  return (await listRequests(db, { holderId })).map((row) => ({ ...row, state: stateAt(row, now) }));
}
