import type { Context } from "#portal/context.ts";
import { PortalError } from "#portal/error.ts";
import type { IssuedPair } from "#portal/requests/contract.ts";
import { pairOf } from "#portal/requests/pair-of.ts";
import type { Possession } from "./contract.ts";
import { requirePossession } from "./require-possession.ts";

interface Asked extends Possession {
  readonly number: string;
  readonly browser: string | null;
}

/**
 * The two first certificates, for the browser that holds the new keys: its person has no key yet to sign in with.
 *
 * @throws {PortalError} what `requirePossession` throws, or CERTIFICATES_NOT_ISSUED
 */
export async function fetchFirstPair(context: Context, asked: Asked): Promise<IssuedPair> {
  const { certificates } = await requirePossession(context, { ...asked, act: "certificates" });
  const pair = pairOf(certificates, context.anchors);
  if (!pair) throw new PortalError("CERTIFICATES_NOT_ISSUED");
  return pair;
}
