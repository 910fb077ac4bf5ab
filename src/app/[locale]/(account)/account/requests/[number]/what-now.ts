import type { RequestState } from "#portal/requests/contract.ts";

/** Whether the page offers to cancel: the portal itself decides when asked. */
export function mayCancel(state: RequestState): boolean {
  return state === "SUBMITTED";
}

/** Whether the request ended without certificates, so that a new one is the way on. */
export function isStopped(state: RequestState): boolean {
  return state === "REFUSED" || state === "CANCELLED" || state === "EXPIRED" || state === "REJECTED";
}
