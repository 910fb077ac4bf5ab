import type { Tx } from "#platform/database.ts";
import type { RequestState } from "#platform/prisma/enums.ts";
import type { Actor } from "#portal/actor.ts";
import { recordEvents } from "#portal/audit/store.ts";
import type { Context } from "#portal/context.ts";
import { fullName } from "#portal/people/full-name.ts";
import { may, requireMay } from "#portal/staff/roles.ts";
import { CLAIM_LASTS_MS } from "./claim-view.ts";
import type { Claim } from "./contract.ts";
import { claimOnce, findNumbers, releaseOnce, whoClaimed } from "./store.ts";

/** What became of one of the requests; `by` says who has it where somebody else was faster. */
export interface ClaimResult {
  readonly number: string;
  readonly result: "claimed" | "released" | "claimed-by-another" | "not-claimed" | "not-open" | "not-found";
  readonly by?: string;
}

const OPEN: readonly RequestState[] = ["SUBMITTED", "CONFIRMED", "ISSUING"];

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
      const done = act === "claim" ? await claim(tx, actor, request, at) : await release(tx, actor, request);
      results.set(request.number, { number: request.number, ...done });
      if (done.result !== "claimed" && done.result !== "released") continue;
      const action = done.result === "claimed" ? "request-claimed" : "request-released";
      await recordEvents(tx, [{ at, action, actorId: actor.holderId, requestId: request.id }]);
    }
    return numbers.map((number) => results.get(number) ?? { number, result: "not-found" });
  });
}

type Found = Awaited<ReturnType<typeof findNumbers>>[number];
type Done = Omit<ClaimResult, "number">;

async function claim(tx: Tx, { holderId }: Actor, { id, state }: Found, at: Date): Promise<Done> {
  if (!OPEN.includes(state)) return { result: "not-open" };
  const lapsed = new Date(at.getTime() - CLAIM_LASTS_MS);
  if (await claimOnce(tx, { requestId: id, holderId, at, lapsed })) return { result: "claimed" };
  const other = await whoClaimed(tx, id);
  return { result: "claimed-by-another", by: other ? fullName(other.holder.person) : undefined };
}

async function release(tx: Tx, actor: Actor, { id }: Found): Promise<Done> {
  const whose = may(actor, "releaseOthers") ? null : actor.holderId;
  if (await releaseOnce(tx, id, whose)) return { result: "released" };
  const other = await whoClaimed(tx, id);
  return other ? { result: "claimed-by-another", by: fullName(other.holder.person) } : { result: "not-claimed" };
}
