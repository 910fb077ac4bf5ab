import type { Actor } from "#portal/actor.ts";
import { recordEvents } from "#portal/audit/store.ts";
import type { Context } from "#portal/context.ts";
import { PortalError } from "#portal/error.ts";
import { tellApplicants } from "#portal/notices/requests/tell-applicants.ts";
import { findOwnRequest, moveRequest, queueReplaced } from "./store.ts";

/**
 * The holder says that both certificates are installed. Saying it again changes nothing. What becomes of the
 * pair that they replace is the policy of the worker, which is told.
 *
 * @throws {PortalError} NOT_FOUND, or CERTIFICATES_NOT_ISSUED
 */
export async function confirmInstalled(
  { db, clock }: Context,
  { holderId }: Pick<Actor, "holderId">,
  number: string,
): Promise<void> {
  const request = await findOwnRequest(db, holderId, number);
  if (!request) throw new PortalError("NOT_FOUND");
  if (request.state === "INSTALLED") return;
  const at = clock.now();
  await db.$transaction(async (tx) => {
    const moved = await moveRequest(tx, { id: request.id, from: ["ISSUED"], to: "INSTALLED", at });
    if (moved) {
      await recordEvents(tx, [{ at, action: "request-installed", actorId: holderId, requestId: request.id }]);
      await tellApplicants(tx, { at, kind: "KEYS_INSTALLED", requests: [{ id: request.id }] });
      await queueReplaced(tx, request.id);
    } else if (request.state !== "ISSUED") throw new PortalError("CERTIFICATES_NOT_ISSUED");
  });
}
