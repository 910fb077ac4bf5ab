import type { Actor } from "#portal/actor.ts";
import type { Context } from "#portal/context.ts";
import { PortalError } from "#portal/error.ts";
import { listRevocableIn } from "./page-store.ts";
import { relationTo } from "./relation-to.ts";
import { findBySerials } from "./store.ts";

/**
 * All keys in force or on hold that the holder of this one has in the organisation, for a senior manager whom they have left:
 * what is theirs elsewhere stays theirs. Of a key of the manager's own it is that key alone.
 *
 * Nothing is revoked here.
 *
 * @param serial lower-case hexadecimal
 * @throws {PortalError} NOT_FOUND for a serial that is not the person's to revoke, as for one that is none
 */
export async function keysOfLeaver({ db, clock }: Context, actor: Actor, serial: string): Promise<readonly string[]> {
  const [held] = await findBySerials(db, [serial]);
  const relation = held && relationTo(actor, held);
  if (!relation) throw new PortalError("NOT_FOUND");
  const { personId, organisationId } = held;
  if (relation === "OWN" || organisationId === null) return [serial];
  return listRevocableIn(db, { personId, organisationId, now: clock.now() });
}
