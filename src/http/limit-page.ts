import { headers } from "next/headers";
import { currentPortal } from "#compose";
import type { Limit } from "#portal/limits/limiter.ts";
import { CLIENT_ADDRESS } from "./client-address.ts";

/**
 * Counts the opening of a page against the visitor's address, as the route with the same answer does.
 *
 * @throws {PortalError} TOO_MANY_REQUESTS
 */
export async function limitPage(limit: Limit): Promise<void> {
  const { limiter } = await currentPortal();
  await limiter.consume(limit, (await headers()).get(CLIENT_ADDRESS) ?? "unknown");
}
