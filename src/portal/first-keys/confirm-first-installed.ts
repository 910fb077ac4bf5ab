import type { Context } from "#portal/context.ts";
import { confirmInstalled } from "#portal/requests/confirm-installed.ts";
import type { Possession } from "./contract.ts";
import { requirePossession } from "./require-possession.ts";

interface Said extends Possession {
  readonly number: string;
  readonly browser: string | null;
}

/**
 * The browser that holds the new keys says that both certificates are installed. Saying it again changes nothing.
 *
 * @throws {PortalError} what `requirePossession` throws, or CERTIFICATES_NOT_ISSUED
 */
export async function confirmFirstInstalled(context: Context, said: Said): Promise<void> {
  const { holderId } = await requirePossession(context, { ...said, act: "installed" });
  await confirmInstalled(context, { holderId }, said.number);
}
