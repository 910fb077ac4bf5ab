import type { Actor } from "#portal/actor.ts";
import type { Context } from "#portal/context.ts";
import { Capacity } from "#portal/first-keys/contract.ts";
import { maskedIin } from "#portal/people/masked-iin.ts";
import { claimView } from "#portal/queue/claim-view.ts";
import { stateAt } from "#portal/requests/state-at.ts";
import { requireMay } from "#portal/staff/roles.ts";
import { RequestNumber } from "#portal/wire/contract.ts";
import type { Application } from "./contract.ts";
import { findApplications as findRows } from "./store.ts";

/**
 * The requests for first keys that an operator of the Registration Centre looks for by their number or the person's IIN:
 * at most fifty, the newest first.
 *
 * @throws {PortalError} FORBIDDEN for whoever is no operator
 */
export async function findApplications(
  { db, clock }: Pick<Context, "db" | "clock">,
  actor: Pick<Actor, "template" | "holderId">,
  by: string,
): Promise<readonly Application[]> {
  requireMay(actor, "confirmFirstKeys");
  const rows = await findRows(db, RequestNumber.safeParse(by).success ? { number: by } : { iin: by });
  const now = clock.now();
  return rows.map(({ number, submittedAt, question, claim, ...row }) => {
    const taken = claimView(claim, actor.holderId, now);
    return {
      ...{ number, submittedAt: submittedAt.toISOString(), state: stateAt(row, now) },
      iin: maskedIin(question?.iin ?? ""),
      capacity: Capacity.parse(question?.template),
      ...(question?.organisation && { organisation: question.organisation }),
      ...(taken && !taken.mine && { takenBy: taken.name }),
    };
  });
}
