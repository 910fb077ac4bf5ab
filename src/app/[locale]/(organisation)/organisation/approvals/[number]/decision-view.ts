import type { DecidableRequest } from "#browser/ceremonies/decision.ts";

/** A waiting request as the page hands it to the senior manager's decision. */
export interface DecisionView {
  readonly number: string;
  readonly applicant: string;
  /** What the signed document names. */
  readonly facts: DecidableRequest;
  /** The next request that waits, for whoever has many and little time. */
  readonly next: NextWaiting | null;
}

export interface NextWaiting {
  readonly number: string;
  readonly name: string;
  /** How many wait besides the one on the page. */
  readonly left: number;
}
