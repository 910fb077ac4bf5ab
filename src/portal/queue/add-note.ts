import type { Actor } from "#portal/actor.ts";
import { recordEvents } from "#portal/audit/store.ts";
import type { Context } from "#portal/context.ts";
import { PortalError } from "#portal/error.ts";
import { requireMay } from "#portal/staff/roles.ts";
import type { AddNote } from "./contract.ts";
import { findNumbers, insertNote } from "./store.ts";

/**
 * Writes a note beside a request, for colleagues; the applicant never sees it, and nobody changes it.
 *
 * @throws {PortalError} FORBIDDEN, NOT_FOUND
 */
export async function addNote(
  { db, clock }: Context,
  actor: Actor,
  { number, text }: AddNote & { readonly number: string },
): Promise<void> {
  requireMay(actor, "claim");
  const at = clock.now();
  const { holderId } = actor;
  await db.$transaction(async (tx) => {
    const [request] = await findNumbers(tx, [number]);
    if (!request) throw new PortalError("NOT_FOUND");
    await insertNote(tx, { requestId: request.id, holderId, at, text });
    await recordEvents(tx, [{ at, action: "request-noted", actorId: holderId, requestId: request.id }]);
  });
}
