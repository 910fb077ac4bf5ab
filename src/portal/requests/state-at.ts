import type { RequestState } from "#platform/prisma/enums.ts";

/** Where a request stands at `now`: what nobody confirmed in time has expired, though the worker may not have said so yet. */
export function stateAt(
  { state, expiresAt }: { readonly state: RequestState; readonly expiresAt: Date },
  now: Date,
): RequestState {
  return state === "SUBMITTED" && expiresAt <= now ? "EXPIRED" : state;
}
