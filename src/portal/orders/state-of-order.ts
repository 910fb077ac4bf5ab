import type { OrderState } from "#platform/prisma/enums.ts";

/** How an order stands at `now`: one that nobody decided on in time has expired before the worker says so. */
export function stateOfOrder(
  { state, expiresAt }: { readonly state: OrderState; readonly expiresAt: Date },
  now: Date,
): OrderState {
  return state === "WAITING" && expiresAt <= now ? "EXPIRED" : state;
}
