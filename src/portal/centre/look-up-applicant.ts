import { z } from "zod";
import type { Actor } from "#portal/actor.ts";
import { recordEvents } from "#portal/audit/store.ts";
import type { Context } from "#portal/context.ts";
import { PortalError } from "#portal/error.ts";
import { createQuestion, findQuestion } from "#portal/first-keys/question-store.ts";
import { fullName } from "#portal/people/full-name.ts";
import { requireMay } from "#portal/staff/roles.ts";
import type { FullAnswer } from "./contract.ts";
import { findApplication } from "./store.ts";

/**
 * Has the state registers asked anew whom they have under the numbers of a request: for an operator who has the person
 * before them. The log keeps who looked whom up.
 *
 * @returns the question's id
 * @throws {PortalError} FORBIDDEN for whoever is no operator, NOT_FOUND
 */
export async function lookUpApplicant({ db, clock }: Context, actor: Actor, number: string): Promise<string> {
  requireMay(actor, "confirmFirstKeys");
  const request = await findApplication(db, number);
  if (!request) throw new PortalError("NOT_FOUND");
  const at = clock.now();
  const { id: requestId, holder } = request;
  const asked = { template: holder.template, iin: holder.person.iin, bin: holder.organisation?.bin ?? null };
  return db.$transaction(async (tx) => {
    await recordEvents(tx, [{ at, action: "applicant-looked-up", actorId: actor.holderId, requestId }]);
    return createQuestion(tx, { ...asked, at });
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
