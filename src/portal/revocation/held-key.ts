import type { Actor } from "#portal/actor.ts";
import type { Context } from "#portal/context.ts";
import type { RevocableCertificate } from "#portal/documents/contract.ts";
import { PortalError } from "#portal/error.ts";
import { certificateFacts } from "./certificate-facts.ts";
import { mayLift } from "./may-lift.ts";
import { relationTo } from "./relation-to.ts";
import { findBySerials, findHoldPlacer } from "./store.ts";

export interface HeldKey {
  readonly certificate: RevocableCertificate;
  readonly relation: "OWN" | "STAFF";
  /** Whether this person may lift the hold; NOT_ON_HOLD where there is none. */
  readonly may: "LIFT" | "NOT_ON_HOLD" | "HOLD_NOT_YOURS";
}

/**
 * A key that is on hold, for whoever wants to lift the hold.
 *
 * @throws {PortalError} NOT_FOUND for a serial that is not the person's to revoke, as for one that is none
 */
export async function heldKey({ db }: Context, actor: Actor, serial: string): Promise<HeldKey> {
  const [found, another] = await findBySerials(db, [serial]);
  const relation = found && !another ? relationTo(actor, found) : null;
  if (!found || !relation) throw new PortalError("NOT_FOUND");
  const certificate = certificateFacts(found);
  if (found.revocationReason !== "CERTIFICATE_HOLD") return { certificate, relation, may: "NOT_ON_HOLD" };
  const placer = await findHoldPlacer(db, found.id);
  const may = mayLift({ relation, placer, personId: found.personId }) ? "LIFT" : "HOLD_NOT_YOURS";
  return { certificate, relation, may };
}
