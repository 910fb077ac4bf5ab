import type { Confirmation, RequestState, Storage, Template } from "#platform/prisma/enums.ts";
import { type Ageing, ageing } from "#portal/approvals/ageing.ts";
import { fullName } from "#portal/people/full-name.ts";
import { stateAt } from "#portal/requests/state-at.ts";
import { type ClaimView, claimView } from "./claim-view.ts";
import type { findQueued } from "./search/store.ts";

/** One line of the queue. Of the IIN it has only what tells two people of one name apart. */
export interface QueueRow {
  readonly number: string;
  readonly iinEnd: string;
  readonly name: string;
  readonly organisation: string | null;
  readonly template: Template;
  readonly storage: Storage;
  readonly confirmation: Confirmation;
  readonly state: RequestState;
  readonly submittedAt: Date;
  readonly changedAt: Date;
  /** Absent for what no longer waits. */
  readonly ageing?: Ageing;
  readonly claim?: ClaimView;
}

type Row = Awaited<ReturnType<typeof findQueued>>[number];

/** @param viewer the holder who looks */
export function queueRow(row: Row, viewer: string, now: Date): QueueRow {
  const { number, storage, confirmation, submittedAt, changedAt, holder } = row;
  const state = stateAt(row, now);
  return {
    ...{ number, storage, confirmation, state, submittedAt, changedAt },
    iinEnd: holder.person.iin.slice(-4),
    name: fullName(holder.person),
    organisation: holder.organisation?.name ?? null,
    template: holder.template,
    ageing: state === "SUBMITTED" ? ageing(submittedAt, now) : undefined,
    claim: claimView(row.claim, viewer, now),
  };
}
