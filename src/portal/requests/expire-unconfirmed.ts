import { recordEvents } from "#portal/audit/store.ts";
import type { Context } from "#portal/context.ts";
import { tellApplicants } from "#portal/notices/requests/tell-applicants.ts";
import { expireOverdue } from "./store.ts";

/**
 * Ends the requests that nobody confirmed in time, and says how many. At most 1000 at once: call again while it finds any.
 *
 * @param holderId only this holder's, so that a new request need not wait for the worker
 */
export async function expireUnconfirmed(
  { db, clock }: Pick<Context, "db" | "clock">,
  holderId?: string,
): Promise<number> {
  const at = clock.now();
  return db.$transaction(async (tx) => {
    const expired = await expireOverdue(tx, at, holderId);
    await recordEvents(
      tx,
      expired.map(({ id }) => ({ at, action: "request-expired", requestId: id })),
    );
    await tellApplicants(tx, {
      ...{ at, kind: "REQUEST_ENDED" },
      requests: expired.map(({ id }) => ({ id, reason: "EXPIRED" })),
    });
    return expired.length;
  });
}
