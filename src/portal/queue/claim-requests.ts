import type { Tx } from "#platform/database.ts";
import type { Actor } from "#portal/actor.ts";
import { recordEvents } from "#portal/audit/store.ts";
import type { Context } from "#portal/context.ts";
import { fullName } from "#portal/people/full-name.ts";
import { may, requireMay } from "#portal/staff/roles.ts";
import type { Claim } from "./contract.ts";
import { findNumbers, releaseOnce, whoClaimed } from "./store.ts";
import { type Taken, takeRequest } from "./take-request.ts";

/** What became of one of the requests; `by` says who has it where somebody else was faster. */
export interface ClaimResult {
  readonly number: string;
  readonly result: Taken["result"] | "released" | "not-claimed" | "not-found";
  readonly by?: string | undefined;
}

/**
 * Takes requests to look at, so that nobody else does, or gives them back; each for itself, with a result for each.
 *
 * A claim gives no right: it only tells colleagues. One that is eight hours old keeps nobody away. A senior operator may
 * give back what a colleague has.
 *
 * @throws {PortalError} FORBIDDEN for whoever may not claim
 */
export async function claimRequests(
  { db, clock }: Context,
  actor: Actor,
  { act, numbers }: Claim,
): Promise<readonly ClaimResult[]> {
  requireMay(actor, "claim");
  const at = clock.now();
  return db.$transaction(async (tx) => {
    const found = await findNumbers(tx, numbers);
    const results = new Map<string, ClaimResult>();
    for (const request of found) {
      const done = await (act === "claim" ? takeRequest : release)(tx, actor, request, at);
      results.set(request.number, { number: request.number, ...done });
    }
    return numbers.map((number) => results.get(number) ?? { number, result: "not-found" });
  });
}

type Found = Awaited<ReturnType<typeof findNumbers>>[number];
type Done = Omit<ClaimResult, "number">;

async function release(tx: Tx, actor: Actor, { id }: Found, at: Date): Promise<Done> {
  const whose = may(actor, "releaseOthers") ? null : actor.holderId;
  if (await releaseOnce(tx, id, whose)) {
    await recordEvents(tx, [{ at, action: "request-released", actorId: actor.holderId, requestId: id }]);
    return { result: "released" };
  }
  const other = await whoClaimed(tx, id);
  return other ? { result: "claimed-by-another", by: fullName(other.holder.person) } : { result: "not-claimed" };
}
