import type { Context } from "#portal/context.ts";
import { PortalError } from "#portal/error.ts";
import type { Tracked } from "./contract.ts";
import { stateAt } from "./state-at.ts";
import { findState } from "./store.ts";

/**
 * Where the request with this number stands, for anybody who knows it, and nothing about whose it is.
 *
 * @throws {PortalError} NOT_FOUND
 */
export async function trackRequest({ db, clock }: Context, number: string): Promise<Tracked> {
  const found = await findState(db, number);
  if (!found) throw new PortalError("NOT_FOUND");
  const firstKeys = found.confirmation === "REGISTRATION_CENTRE" && ({ firstKeys: true } as const);
  return { number, state: stateAt(found, clock.now()), changedAt: found.changedAt.toISOString(), ...firstKeys };
}
