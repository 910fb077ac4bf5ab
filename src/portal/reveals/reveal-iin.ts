import type { Actor } from "#portal/actor.ts";
import { recordEvents } from "#portal/audit/store.ts";
import type { Context } from "#portal/context.ts";
import { PortalError } from "#portal/error.ts";
import { requireMay, type StaffAct } from "#portal/staff/roles.ts";
import type { Reveal, Revealed } from "./contract.ts";
import { findSubject } from "./store.ts";

/**
 * Tells one of the authority's staff a person's number in full, where their pages show its end. The log keeps who asked for
 * whose, and never the number.
 *
 * @throws {PortalError} FORBIDDEN for whoever may not see what it is asked by, NOT_FOUND
 */
export async function revealIin({ db, clock }: Context, actor: Actor, subject: Reveal): Promise<Revealed> {
  requireMay(actor, rightFor(subject));
  return db.$transaction(async (tx) => {
    const found = await findSubject(tx, subject);
    if (!found) throw new PortalError("NOT_FOUND");
    const { about, person, organisation } = found;
    await recordEvents(tx, [{ at: clock.now(), action: "iin-revealed", actorId: actor.holderId, ...about }]);
    return { iin: person.iin, ...(organisation && { bin: organisation.bin }) };
  });
}

function rightFor(subject: Reveal): StaffAct {
  if ("certificate" in subject) return "seeCertificates";
  return "request" in subject ? "seeRequests" : "seeRegisters";
}
