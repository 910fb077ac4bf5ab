import type { Template, Verdict } from "#platform/prisma/enums.ts";
import type { ForDecision } from "#portal/approvals/open.ts";
import type { RequestState, Storage } from "#portal/requests/contract.ts";

/** One of the chosen requests, as the server hands it to the page that decides on several. */
export interface ChosenRequest {
  /** What the signed document names. */
  readonly facts: ForDecision["facts"];
  readonly template: Template;
  readonly storage: Storage;
  readonly differences: readonly ForDecision["differences"][number]["field"][];
  readonly hints: ForDecision["hints"];
  /** Formatted on the server, as all times here. */
  readonly submitted: string;
  readonly state: RequestState;
  /** It is this person's to decide, and nobody has. */
  readonly waits: boolean;
  readonly decided?: { readonly verdict: Verdict; readonly by: string; readonly at: string } | undefined;
}
