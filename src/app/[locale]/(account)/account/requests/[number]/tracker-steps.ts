import type { RequestState } from "#portal/requests/contract.ts";

export type TrackerStepName = "submitted" | "confirmed" | "issued" | "installed";
type TrackerState = "done" | "current" | "ahead" | "stopped";

/** How many of the four steps a request has behind it, and whether it came to its end before the last. */
const REACHED: Readonly<Record<RequestState, { readonly done: number; readonly stopped?: true }>> = {
  SUBMITTED: { done: 1 },
  CONFIRMED: { done: 2 },
  ISSUING: { done: 2 },
  ISSUED: { done: 3 },
  INSTALLED: { done: 4 },
  REFUSED: { done: 1, stopped: true },
  CANCELLED: { done: 1, stopped: true },
  EXPIRED: { done: 1, stopped: true },
  REJECTED: { done: 2, stopped: true },
};

/** The steps of a request as the tracker shows them; without a second person there is no step of confirmation. */
export function trackerSteps(
  state: RequestState,
  needsManager: boolean,
): readonly { readonly name: TrackerStepName; readonly state: TrackerState }[] {
  const { stopped, ...reached } = REACHED[state];
  const done = needsManager ? reached.done : Math.max(reached.done, 2);
  const names = ["submitted", "confirmed", "issued", "installed"] as const;
  return names
    .map(
      (name, place) =>
        ({ name, state: place < done ? "done" : place > done ? "ahead" : stopped ? "stopped" : "current" }) as const,
    )
    .filter(({ name }) => needsManager || name !== "confirmed");
}
