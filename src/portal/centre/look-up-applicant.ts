import { z } from "zod";
import type { Actor } from "#portal/actor.ts";
import { recordEvents } from "#portal/audit/store.ts";
import type { Context } from "#portal/context.ts";
import { PortalError } from "#portal/error.ts";
import { createQuestion, findQuestion } from "#portal/first-keys/question-store.ts";
import { fullName } from "#portal/people/full-name.ts";
import { takeRequest } from "#portal/queue/take-request.ts";
import { requireMay } from "#portal/staff/roles.ts";
import type { FullAnswer, LookedUp } from "./contract.ts";
import { findApplication } from "./store.ts";

/**
 * Opens a request for an operator who has the person before them: tells the IIN, has the state registers asked anew whom
 * they have under its numbers, and takes the request, unless a colleague has it. The log keeps who looked whom up.
 *
 * @throws {PortalError} FORBIDDEN for whoever is no operator, NOT_FOUND
 */
export async function lookUpApplicant({ db, clock }: Context, actor: Actor, number: string): Promise<LookedUp> {
  requireMay(actor, "confirmFirstKeys");
  const request = await findApplication(db, number);
  if (!request) throw new PortalError("NOT_FOUND");
  const at = clock.now();
  const { id: requestId, holder } = request;
  const { iin } = holder.person;
  const asked = { template: holder.template, iin, bin: holder.organisation?.bin ?? null };
  return db.$transaction(async (tx) => {
    await recordEvents(tx, [{ at, action: "applicant-looked-up", actorId: actor.holderId, requestId }]);
    const { by: takenBy } = await takeRequest(tx, actor, request, at);
    return { id: await createQuestion(tx, { ...asked, at }), iin, ...(takenBy !== undefined && { takenBy }) };
  });
}

/** What the state registers have answered, in full. @throws {PortalError} FORBIDDEN for whoever is no operator, NOT_FOUND */
export async function fullAnswer(
  { db }: Pick<Context, "db">,
  actor: Pick<Actor, "template">,
  id: string,
): Promise<FullAnswer> {
  requireMay(actor, "confirmFirstKeys");
  const question = z.uuid().safeParse(id).success ? await findQuestion(db, id) : null;
  if (!question) throw new PortalError("NOT_FOUND");
  const { outcome, delayedAt, iin, surname, givenName, patronymic, organisation } = question;
  if (outcome === null) return { state: delayedAt === null ? "WAITING" : "DELAYED" };
  if (outcome !== "FOUND" || surname === null || givenName === null) return { state: "NOT_FOUND" };
  const name = fullName({ surname, givenName, patronymic });
  return { state: "FOUND", iin, name, ...(organisation !== null && { organisation }) };
}
