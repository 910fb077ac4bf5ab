import type { Tx } from "#platform/database.ts";
import type { RequestState } from "#platform/prisma/enums.ts";
import type { Actor } from "#portal/actor.ts";
import { recordEvents } from "#portal/audit/store.ts";
import { fullName } from "#portal/people/full-name.ts";
import { CLAIM_LASTS_MS } from "./claim-view.ts";
import { claimOnce, whoClaimed } from "./store.ts";

export interface Taken {
  readonly result: "claimed" | "claimed-by-another" | "not-open";
  /** Who has it where somebody else was faster. */
  readonly by?: string | undefined;
}

const OPEN: readonly RequestState[] = ["SUBMITTED", "CONFIRMED", "ISSUING"];

/** Takes an open request for somebody to look at, unless a colleague has had it for less than eight hours. */
export async function takeRequest(
  tx: Tx,
  { holderId }: Pick<Actor, "holderId">,
  { id: requestId, state }: { readonly id: string; readonly state: RequestState },
  at: Date,
): Promise<Taken> {
  if (!OPEN.includes(state)) return { result: "not-open" };
  const lapsed = new Date(at.getTime() - CLAIM_LASTS_MS);
  if (await claimOnce(tx, { requestId, holderId, at, lapsed })) {
    await recordEvents(tx, [{ at, action: "request-claimed", actorId: holderId, requestId }]);
    return { result: "claimed" };
  }
  const other = await whoClaimed(tx, requestId);
  return { result: "claimed-by-another", by: other ? fullName(other.holder.person) : undefined };
}
